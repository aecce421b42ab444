"""The words of the server's pages, so that each sentence has one home. Pages fill in what is in braces, and escape it."""

from __future__ import annotations

SITE = "Customer service simulator"
SKIP = "Skip to the content"
PROBLEM_PREFIX = "Problem: "
SIGN_OUT = "Sign out"
SIGN_OUT_EVERYWHERE = "Sign out on every device"
MENU = "Your account"
SIGNED_IN_AS = "Signed in as {name}"
CLASSES_LINK = "Classes"

# What can't be answered

NOT_FOUND_TITLE = "There's nothing here"
NOT_FOUND = "There's no page at this address, or it isn't yours to see. Check the address, or go back to the start."
SIGNED_OUT_TITLE = "You're signed out"
SIGNED_OUT = "Nothing was saved, because you're signed out. Sign in, then send it again."
TOO_LARGE_TITLE = "That's too much"
TOO_LARGE = "What you sent is too large, so nothing was saved. Go back and send less."
BAD_FORM_TITLE = "That can't be read"
BAD_FORM = "The server couldn't read what was sent, so nothing was saved. Go back, reload the page and send it again."
OLD_FORM_TITLE = "This page is too old"
OLD_FORM = (
    "Nothing was saved, because you've signed in or out since you opened the page, or cookies are switched off. "
    "Go back, reload the page and send it again."
)
FOREIGN_TITLE = "Only this server's own pages can do that"
FOREIGN = "The request came from another site, or asked for this server by a name that isn't its own. Nothing was saved."
BUSY_TITLE = "The server is busy"
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
FIRST_TIME_HINT = "Choose a PIN of 6 digits and remember it: with your name and PIN you can come back from any device."
BEEN_HERE = "Been here before"
BEEN_HERE_HINT = "Forgotten your PIN? Your trainer can give you a new one."
NAME_HINT = "What your trainer and your class call you."
PIN = "PIN"
PIN_NEW = "PIN of 6 digits"
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
NOT_SIGNED_IN = "not signed in"
