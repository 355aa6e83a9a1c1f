# Never ends while the file is loaded.
while True:
    pass
