"""Grade a whole class: read what was handed in, check every answer in processes of its own, write the gradebook.

``command`` is the command ``grade``. It reads the folder (``learners``, ``submission``, ``files``), sends one task for
each learner and exercise to other processes (``task``, ``work``), keeps what comes back in a journal (``journal``) and
writes everything from there (``results``, ``gradebook``, ``pages``), so that a run that was stopped goes on from there.
"""
