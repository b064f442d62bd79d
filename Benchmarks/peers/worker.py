"""Times one peer. Reads lines `SUBJECT BATCH TASK SECONDS`, answers each with a line of JSON:
seconds of wall clock and of processor a call, the least of many.

usage: worker.py torch|torch-channels-last|onnx THREADS FOLDER
"""
import json, os, sys, time
peer, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.environ['OMP_NUM_THREADS'] = str(threads)
import numpy as np, torch
import subjects
torch.set_num_threads(threads)


def prepare_torch(subject, batch, task):
    model = subjects.module(subject, folder)
    given = subjects.inputs(subject, batch, model)
    if peer == 'torch-channels-last':
        model = model.to(memory_format=torch.channels_last)
        given = tuple(
            x.to(memory_format=torch.channels_last) if x.dim() == 4 else x for x in given)
    if task == 'forward':
        def run():
            with torch.inference_mode():
                subjects.call(model, given)
        return run
    model.train()
    target = torch.randn_like(subjects.call(model, given)).detach()

    def descend(given, target):
        model.zero_grad(set_to_none=True)
        torch.nn.functional.mse_loss(subjects.call(model, given), target).backward()
    if task == 'backward':
        return lambda: descend(given, target)
    weights = list(model.parameters())
    averages = [weight.detach().clone() for weight in weights]
    optimizer = torch.optim.AdamW(weights, lr=1e-4)

    def step():
        noise, t = torch.randn_like(given[0]), torch.rand(batch, 1, 1, 1)
        noisy = (1 - t) * given[0] + t * noise
        descend((noisy, *given[1:]), noise - given[0])
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        torch._foreach_lerp_(averages, weights, 0.001)
    return step


def prepare_onnx(subject, batch, task):
    if task != 'forward':
        return None
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        os.path.join(folder, subject + '.onnx'), options, providers=['CPUExecutionProvider'])
    given = subjects.inputs(subject, batch, subjects.module(subject, folder))
    feed = {node.name: x.numpy() for node, x in zip(session.get_inputs(), given)}
    return lambda: session.run(None, feed)


def measure(run, budget):
    run()
    begin = time.perf_counter()
    run()
    inner = max(1, int(0.002 / max(1e-9, time.perf_counter() - begin)))
    wall, cpu = [], []
    end = time.perf_counter() + budget
    while time.perf_counter() < end or len(wall) < 3:
        w, c = time.perf_counter(), time.process_time()
        for _ in range(inner):
            run()
        wall.append((time.perf_counter() - w) / inner)
        cpu.append((time.process_time() - c) / inner)
    return {'wall': min(wall), 'cpu': min(cpu), 'calls': len(wall) * inner}


ready = {}
for line in sys.stdin:
    subject, batch, task, budget = line.split()
    key = subject, int(batch), task
    if key not in ready:
        ready.clear()
        ready[key] = (prepare_onnx if peer == 'onnx' else prepare_torch)(*key)
    answer = measure(ready[key], float(budget)) if ready[key] else None
    print(json.dumps(answer), flush=True)
