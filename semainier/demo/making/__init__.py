"""How the demonstration network is made: each module one step, all through the services of the apps."""
