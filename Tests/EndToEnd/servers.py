"""tmux servers that end together with what runs in them."""
import os, subprocess, time


def end_server(tmux, seconds=20):
    """Ends a server and waits for its programs: each is told that its terminal is gone and writes until
    it ends.

    tmux: asks the server for what its words say; gives what it answers, nothing where it cannot.
    """
    panes = tmux('list-panes', '-a', '-F', '#{pane_pid}').split()
    running = panes + [
        child for pane in panes for child in
        subprocess.run(['pgrep', '-P', pane], capture_output=True, text=True).stdout.split()]
    tmux('kill-server')
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(os.path.exists(f'/proc/{process}') for process in running):
        time.sleep(0.01)
