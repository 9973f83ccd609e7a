# A client program, as it says about itself.

device-on = { $program } on { $system }
device-unknown = Unknown program
