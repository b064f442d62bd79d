"""Chromium without a window, told what to do through a pair of pipes (its DevTools protocol)."""
import json, os, select, shutil, subprocess, tempfile, time

PROGRAM = next(filter(None, map(shutil.which, ['chromium', 'chromium-browser', 'google-chrome'])), None)


class Chromium:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        to_child, self.output = os.pipe()
        self.input, from_child = os.pipe()

        def connect():
            # The child reads commands from 3 and writes answers to 4.
            a, b = os.dup(to_child), os.dup(from_child)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [PROGRAM, '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe',
             '--no-first-run', '--disable-component-update', '--disable-background-networking',
             f'--user-data-dir={self.folder.name}'],
            preexec_fn=connect, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.number, self.events, self.session = b'', 0, [], None
        target = self.ask('Target.createTarget', url='about:blank')['targetId']
        self.session = self.ask('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ['Page', 'Runtime', 'Log', 'Network', 'DOM']:
            self.ask(f'{domain}.enable')

    def message(self, seconds):
        end = time.monotonic() + seconds
        while b'\0' not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                return None
            piece = os.read(self.input, 1 << 16)
            if not piece:
                raise SystemExit('chromium has ended')
            self.buffer += piece
        line, _, self.buffer = self.buffer.partition(b'\0')
        return json.loads(line)

    def ask(self, method, seconds=60, **parameters):
        self.number += 1
        request = {'id': self.number, 'method': method, 'params': parameters}
        if self.session:
            request['sessionId'] = self.session
        os.write(self.output, json.dumps(request).encode() + b'\0')
        while True:
            answer = self.message(seconds)
            if answer is None:
                raise SystemExit(f'chromium does not answer {method}')
            if answer.get('id') == self.number:
                if 'error' in answer:
                    raise SystemExit(f'{method}: {answer["error"]}')
                return answer['result']
            self.events.append(answer)

    def open(self, url):
        self.events = []
        self.ask('Page.navigate', url=url)
        while not any(event.get('method') == 'Page.loadEventFired' for event in self.events):
            event = self.message(60)
            if event is None:
                raise SystemExit(f'{url} does not load')
            self.events.append(event)

    def value(self, script):
        answer = self.ask(
            'Runtime.evaluate', expression=script, returnByValue=True, awaitPromise=True,
            userGesture=True)
        if 'exceptionDetails' in answer:
            raise SystemExit(f'{script}: {answer["exceptionDetails"]}')
        return answer['result'].get('value')

    def click(self, element):
        """In the middle of what a script finds."""
        x, y = self.value(
            f'(() => {{ const e = {element}; e.scrollIntoView({{block: "center", inline: "center"}});'
            ' const r = e.getBoundingClientRect();'
            ' return [r.x + r.width / 2, r.y + r.height / 2]; })()')
        for kind in ['mousePressed', 'mouseReleased']:
            self.ask('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left', clickCount=1)

    def type(self, text):
        self.ask('Input.insertText', text=text)

    def key(self, name):
        for kind in ['keyDown', 'keyUp']:
            self.ask('Input.dispatchKeyEvent', type=kind, key=name, code=name)

    def screen(self, width, height, scheme='light'):
        self.ask(
            'Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1,
            mobile=width < 500)
        self.ask(
            'Emulation.setEmulatedMedia',
            features=[{'name': 'prefers-color-scheme', 'value': scheme}])

    def requests(self):
        return [
            event['params']['request']['url'] for event in self.events
            if event.get('method') == 'Network.requestWillBeSent']

    def complaints(self):
        """What the console and the page's own errors say."""
        said = []
        for event in self.events:
            if event.get('method') == 'Runtime.consoleAPICalled':
                said.append(str(event['params']['args']))
            elif event.get('method') == 'Runtime.exceptionThrown':
                said.append(str(event['params']['exceptionDetails']))
            elif event.get('method') == 'Log.entryAdded':
                said.append(event['params']['entry']['text'])
        return said

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()
