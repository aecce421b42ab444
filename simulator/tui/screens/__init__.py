"""The screens of the full-screen face, one module each; they talk to the app by messages alone."""
