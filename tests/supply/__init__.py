"""What the program is made from: the lock files, what is known against them, and the list for a release."""
