# Ein Programm, wie es sich selbst nennt.

device-on = { $program } auf { $system }
device-unknown = Unbekanntes Programm
