print("quickstep")
