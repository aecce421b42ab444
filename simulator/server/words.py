"""The words of the server's pages, so that each sentence has one home. Pages fill in what is in braces, and escape it."""

from __future__ import annotations

SITE = "Customer service simulator"
SKIP = "Skip to the content"
PROBLEM_PREFIX = "Problem: "
SIGN_OUT = "Sign out"
SIGN_OUT_EVERYWHERE = "Sign out on every device"
MENU = "Your account"
SIGNED_IN_AS = "Signed in as"
CLASSES_LINK = "Classes"

# What can't be answered

NOT_FOUND_TITLE = "There's nothing here"
NOT_FOUND = "There's no page at this address, or it isn't yours to see. Check the address, or go back to the start."
SIGNED_OUT_TITLE = "You're signed out"
SIGNED_OUT = "Nothing was saved, because you're signed out. Sign in, then send it again."
TOO_LARGE_TITLE = "That's too large"
TOO_LARGE = "What you sent is too large, so nothing was saved. Go back and send less."
BAD_FORM_TITLE = "That can't be read"
BAD_FORM = "The server couldn't read what was sent, so nothing was saved. Go back, reload the page and send it again."
OLD_FORM_TITLE = "This page is out of date"
OLD_FORM = (
    "Nothing was saved, because you've signed in or out since you opened the page, or cookies are switched off. "
    "Go back, reload the page and send it again."
)
FOREIGN_TITLE = "Only this server's own pages can do that"
FOREIGN = "The request came from another site, or asked for this server by a name that isn't its own. Nothing was saved."
BUSY_TITLE = "The server is busy"
TOO_MANY_BEGUN = "You've started a lot in a short time. Wait a few seconds, then try again."
NOT_SAVED_TITLE = "Nothing was saved"
NOT_SAVED = (
    "The server can't save anything at the moment. Tell your trainer, then go back and try again."
)
FAULT_TITLE = "Something went wrong"
FAULT = "The fault is in the program, not in what you did. Go back and try again; if it happens again, tell your trainer."
START = "Go to the start"

# The first page, and signing in

WELCOME_TITLE = "Welcome"
WELCOME_TRAINEES = "Join your class, or come back to it"
CODE = "Class code"
CODE_HINT = "Your trainer gives it to you: eight letters and digits. Capitals and spaces make no difference."
CONTINUE = "Continue"
WRONG_CODE = (
    "There's no class with this code. Check it with your trainer: it may have been changed."
)
WELCOME_TRAINERS = "For trainers"
SIGN_IN_TITLE = "Sign in as a trainer"
NAME = "Your name"
PASSPHRASE = "Passphrase"
SIGN_IN = "Sign in"
WRONG_PASSPHRASE = (
    "That name and passphrase don't go together. Check both. If you've forgotten the passphrase, ask whoever runs the "
    "server for a new link."
)
WAIT = (
    "There have been too many wrong tries under this name. Try again in {length}, or on a device where you've been signed in "
    "before."
)
TRAINEES_ELSEWHERE = "Trainees come in with their class code on the first page."
SIGNED_OUT_NOW = "You've signed out."
SIGNED_OUT_EVERYWHERE = "You've signed out on every device."

# A link for a trainer

NEW_ACCOUNT_TITLE = "Make your trainer account"
NEW_PASSPHRASE_TITLE = "Choose a new passphrase"
LINK_USED_TITLE = "This link doesn't work any more"
LINK_USED = "It has been used, or it's too old. Ask whoever sent it to you for a new one."
PASSPHRASE_HINT = (
    "At least 12 characters. Several words in a row are easy to remember and hard to guess."
)
PASSPHRASE_AGAIN = "The passphrase again"
MAKE_ACCOUNT = "Make the account"
SAVE_PASSPHRASE = "Save the passphrase"
FOR_ACCOUNT = "This is for the account of {name}."
PASSPHRASE_SHORT = "The passphrase is too short. Use at least 12 characters."
PASSPHRASE_LONG = "The passphrase is too long. Use at most 200 characters."
PASSPHRASE_EASY = "That passphrase is too easy to guess. Use several words."
PASSPHRASES_DIFFER = "The two passphrases aren't the same. Type both again."
TRAINER_NAME_TAKEN = (
    "Another trainer has this name, or one that looks like it. Add a surname or an initial."
)
WELCOME_TRAINER = "Welcome, {name}. Your account is ready."

# Joining a class

JOIN_TITLE = "Join {title}"
FIRST_TIME = "First time in this class"
FIRST_TIME_HINT = "Choose a 6-digit PIN and remember it: with your name and PIN you can come back from any device."
BEEN_HERE = "Been here before"
BEEN_HERE_HINT = "Forgotten your PIN? Your trainer can give you a new one."
NAME_HINT = "What your trainer and your class call you."
PIN = "PIN"
PIN_NEW = "6-digit PIN"
PIN_AGAIN = "The PIN again"
JOIN = "Join the class"
COME_BACK = "Come back"
NAME_MISSING = "Type your name."
PIN_LENGTH = "The PIN must have exactly 6 digits."
PIN_EASY = "That PIN is one of the first that anyone would guess. Choose another."
PINS_DIFFER = "The two PINs aren't the same. Type both again."
NAME_TAKEN = (
    "Someone called {name} is in this class. If that's you, come back with your PIN below. If not, add a surname or an "
    "initial."
)
NAME_LIKE = (
    "{name} looks like {other}, who is in this class. If that's you, come back as {other} with your PIN below. If not, add a "
    "surname or an initial."
)
NAME_OF_TRAINER = "{name} is your trainer's name in this class. Add a surname or an initial."
WRONG_PIN = (
    "That name and PIN don't go together in this class. Check both. If you've forgotten your PIN, your trainer can give you a "
    "new one."
)
REMOVED = (
    "You've been removed from this class. If that's a mistake, ask your trainer to let you back in."
)
CLASS_FULL = "This class is full. Ask your trainer."
CLASS_CLOSED = "This class is closed, so no one new can join it. Ask your trainer."
JOINED = "Welcome, {name}. Remember your PIN: it lets you come back from any device."

# A trainer's classes

CLASSES_TITLE = "Your classes"
NO_CLASSES = "You don't have a class yet."
NEW_CLASS = "Make a class"
CLASS_TITLE = "Name of the class"
MAKE_CLASS = "Make the class"
TITLE_MISSING = "Give the class a name."
CLASS_MADE = "You've made the class {title}. Give the code or the link to your trainees."
CLOSED_MARK = "closed"
HOW_TO_JOIN = "How to join"
LINK = "Link"
PEOPLE = "Trainees"
NO_PEOPLE = "No one has joined yet."
TRAINERS = "Trainers"
JOINED_ON = "Joined"
LAST_HERE = "Last here"
NOT_SIGNED_IN = "not signed in now"
PERSON = "Trainee"
ONE_TIME = "has a one-time PIN"
REMOVED_MARK = "removed"
TABLE_OF_PEOPLE = "The trainees of this class"
SETTINGS_LINK = "Settings of this class"
CLOSED_NOTE = "This class is closed: no one can join or play. You can reopen it in its settings."
BACK_TO_CLASS = "Back to {title}"

# One trainee, as the trainer sees them

JOINED_WHEN = "Joined on {day}."
SEEN_WHEN = "Last here on {day}."
NEW_PIN_HEADING = "Forgotten the PIN?"
NEW_PIN_TEXT = (
    "Give {name} a one-time PIN. The old PIN stops working at once, and {name} is signed out everywhere. With the one-time "
    "PIN, which is good for 7 days, {name} can come back and choose a new one."
)
NEW_PIN_BUTTON = "Give a one-time PIN"
PIN_RESET = "The one-time PIN of {name} is {pin}. Note it now: it isn't shown again."
RENAME_HEADING = "Another name"
NEW_NAME = "New name"
RENAME_BUTTON = "Rename"
NEW_NAME_MISSING = "Type the new name."
NAME_TAKEN_BY = (
    "Someone in this class is called {name}, or has a name that looks like it. Choose another."
)
RENAMED = "{before} is now called {name}."
REMOVE_HEADING = "Remove from the class"
REMOVE_TEXT = "{name} is signed out and can't come back. What {name} has done is kept, and you can let {name} back in."
REMOVE_BUTTON = "Remove {name}"
REMOVED_NOW = "You've removed {name} from the class. What {name} has done is kept."
REMOVED_STATE = "{name} has been removed from this class and can't come in."
LET_BACK_BUTTON = "Let {name} back in"
LET_BACK = "{name} can come in again."
DELETE_HEADING = "Delete this trainee"
DELETE_LINK = "Delete {name} and all their work"
DELETE_PERSON_TITLE = "Delete {name}?"
DELETE_PERSON = (
    "The name, the PIN and everything {name} has done on this server will be deleted. That can't be undone. Backups that "
    "you've made still have it."
)
DELETE_PERSON_BUTTON = "Delete {name}"
PERSON_DELETED = "You've deleted {name} and all their work."
KEEP = "Don't delete"

# The settings of a class

SETTINGS_TITLE = "Settings of {title}"
RENAME_CLASS_BUTTON = "Save the name"
CLASS_RENAMED = "The class is now called {title}."
CODE_HEADING = "New code"
CODE_TEXT = (
    "If the code or the link has got about, change it. The old ones stop working; people who are in the class stay in it, and "
    "come back by the new code."
)
CODE_BUTTON = "Make a new code"
CODE_CHANGED = "The class has a new code. The old code and link don't work any more."
SHARE_HEADING = "Trainers of this class"
SHARE_LABEL = "Share the class with"
SHARE_BUTTON = "Share the class"
SHARE_NO_ONE = "Every trainer on this server already trains this class."
TRAINER_MISSING = "Choose a trainer to share the class with."
TRAINER_ADDED = "{name} now trains this class too."
LEAVE_BUTTON = "Leave this class"
LAST_TRAINER = (
    "You're the only trainer of this class. Share it with another trainer first, or delete it."
)
CLASS_LEFT = "You no longer train {title}."
CLOSE_HEADING = "Close the class"
CLOSE_TEXT = "Once it's closed, no one can join or play. Everything is kept, and you can reopen it."
CLOSE_BUTTON = "Close the class"
REOPEN_HEADING = "Reopen the class"
REOPEN_BUTTON = "Reopen the class"
CLASS_CLOSED_BY_YOU = "The class is closed. No one can join or play."
CLASS_REOPENED = "The class is open again."
CLASS_CLOSED_TITLE = "This class is closed"
CLASS_CLOSED_NOW = (
    "Your trainer has closed this class, so nothing more can be played or saved in it."
)
DELETE_CLASS_HEADING = "Delete the class"
DELETE_CLASS_LINK = "Delete the class and everything in it"
DELETE_CLASS_TITLE = "Delete {title}?"
DELETE_CLASS = (
    "The class, its trainees and everything they've done will be deleted. That can't be undone. Backups that you've made still "
    "have it."
)
DELETE_CLASS_BUTTON = "Delete the class"
TYPE_TITLE = "To confirm, type the name of the class: {title}"
TITLE_DIFFERS = "Nothing was deleted: that isn't the name of the class. Type {title}."
CLASS_DELETED = "You've deleted {title} and everything in it."

# Trainers, for administrators

TRAINERS_TITLE = "Trainers"
INVITE_HEADING = "Invite a trainer"
INVITE_TEXT = "A link lets one person make a trainer account. It works once, within 7 days."
INVITE_BUTTON = "Make an invitation"
INVITED = "Send this link to the new trainer. It works once, within 7 days, and isn't shown again."
LINK_GIVEN = "Send this link to {name}, to choose a new passphrase. It works once, within 7 days, and isn't shown again."
LINK_BUTTON = "Link for a new passphrase"
ADMIN_MARK = "administrator"
YOU_MARK = "you"
MAKE_ADMIN = "Make an administrator"
END_ADMIN = "Make an ordinary trainer"
ADMIN_MADE = "{name} is now an administrator."
ADMIN_ENDED = "{name} is now an ordinary trainer."
LAST_ADMIN = "The server needs at least one administrator. Make another trainer one first."
TRAINER_GONE = "This trainer isn't there any more."
DELETE_TRAINER_LINK = "Delete"
DELETE_TRAINER_TITLE = "Delete the trainer {name}?"
DELETE_TRAINER = (
    "The account is deleted. Classes that no one else trains become yours. That can't be undone."
)
TRAINER_DELETED = "You've deleted the trainer {name}."
NOT_YOURSELF = "You can't delete your own account. Ask another administrator."
ACTIONS_FOR = "{action}: {name}"

# One's own account

ACCOUNT_TITLE = "Your account"
ACCOUNT_LINK = "Account"
CHOOSE_PIN_TITLE = "Choose a new PIN"
CHOOSE_PIN_TEXT = (
    "Your trainer gave you a one-time PIN. Choose one of your own now, and remember it."
)
CHANGE_PASSPHRASE = "Another passphrase"
CHANGE_PIN = "Another PIN"
OLD_PASSPHRASE = "Your current passphrase"
OLD_PIN = "Your current PIN"
NEW_PASSPHRASE = "New passphrase"
NEW_PIN = "New 6-digit PIN"
NEW_AGAIN = "The new one again"
SAVE_PIN = "Save the PIN"
WRONG_OLD_PASSPHRASE = "That isn't your passphrase. Nothing was changed."
WRONG_OLD_PIN = "That isn't your PIN. Nothing was changed."
PIN_SAME = "That's the one-time PIN. Choose another."
PASSPHRASE_CHANGED = (
    "Your passphrase has been changed, and you're signed out on every other device."
)
PIN_CHANGED = "Your PIN has been changed, and you're signed out on every other device."
EVERYWHERE_HEADING = "Other devices"
EVERYWHERE_TEXT = (
    "If you've left yourself signed in somewhere, sign out on every device, this one too."
)

# Who did what

ACTIVITY_TITLE = "Who did what"
ACTIVITY_ABOUT = "The newest 200 entries. They're kept for 180 days; deleted people have no name in them. Times are UTC."
ACTIVITY_LINK = "See who did what in this class"
SERVER_ACTIVITY_LINK = "See who did what on this server"
NO_ACTIVITY = "Nothing yet."
WHEN = "When"
WHO = "Who"
WHAT = "What"
WHOM = "Who or what"
WHERE = "Class"
BACK = "Back"
QR_LABEL = "QR code of the link"
