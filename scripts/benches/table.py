"""What was measured, as a table a person reads: medians, ratios to the floor, what must be reached, what is aimed at."""
import os
import statistics

import servers

# Microseconds of CPU per delivery of the anchors' floor (shared/anchors/performance.md, section 1).
ANCHORS = {"W1": 5.4, "W2": 5.7, "W3": 7.5}
FAULTS = ("lost", "disordered", "duplicates", "cut", "refused", "handshakeFailures")


def per_delivery(report):
    return report["cpu"] * 1e6 / max(1, report["deliveries"])


def per_connection(report):
    """KiB each, with everybody there, over what the server had before."""
    return (report["memory"][1] - report["memory"][0]) / max(1, report["readers"])


def rate(report):
    return report["deliveries"] / max(1e-9, report["seconds"])


class Measured:
    """Every run of one workload, by server."""

    def __init__(self, runs, workload):
        self.runs = [run for run in runs if run["workload"] == workload]

    def of(self, server):
        return [run for run in self.runs if run["server"] == server]

    def median(self, server, figure):
        values = [figure(run) for run in self.of(server)]
        return statistics.median(values) if values else None

    def ratio(self, server, figure, to="floor"):
        """The median of the rounds' own ratios: each is of neighbours in time."""
        floors = {run["round"]: figure(run) for run in self.of(to)}
        ratios = [figure(run) / floors[run["round"]] for run in self.of(server) if floors.get(run["round"])]
        return statistics.median(ratios) if ratios else None


def cell(value, digits=2):
    return "–" if value is None else f"{value:,.{digits}f}"


def rows(columns, lines):
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for line in lines:
        yield "| " + " | ".join(line) + " |"


def spread(measured, server, figure):
    values = [figure(run) for run in measured.of(server)]
    return f"{cell(statistics.median(values))} ({cell(min(values))}–{cell(max(values))})"


def reach(runs):
    """Each figure of the plan that was measured: (what, must, aim, reached)."""
    of = {name: Measured(runs, name) for name in {run["workload"] for run in runs}}
    for name in ("W1", "W2", "W3"):
        if name in of:
            yield f"CPU per delivery {name}, × floor", 1.15, 1.00, of[name].ratio("openfloor", per_delivery)
    if "W4" in of:
        yield "burst W4, CPU per delivery, × floor", 0.06, 0.02, of["W4"].ratio("openfloor", per_delivery)
        yield ("burst W4, CPU per delivery, × floor-batch", None, None,
               of["W4"].ratio("openfloor", per_delivery, to="floor-batch"))
    if "W3" in of:
        yield "W3 latency p99, × floor", 1.15, 0.9, of["W3"].ratio("openfloor", lambda run: run["p99"])
    if "idle" in of:
        yield "memory per idle connection at 10,000, KiB", 3, 1.5, of["idle"].median("openfloor", per_connection)
        yield "handshake CPU, µs", 35, 20, of["idle"].median("openfloor", lambda run: run["handshakeCPU"])
        yield ("idle cost at 10,000 with pings, % of a core", 1, 0.3,
               of["idle"].median("openfloor", lambda run: 100 * run["cpu"] / run["seconds"]))
    if "return" in of:
        yield ("return of 10,000 after a restart: all current, s", 3, 1,
               of["return"].median("openfloor", lambda run: run["seconds"]))
    if "turn" in of:
        yield ("longest wait for the loop at 10,000, above idle, ms", 10, 5,
               of["turn"].median("openfloor", lambda run: run["echo"]["most"] - run["echoIdle"]["p50"]))
    if "notes" in of:
        yield ("durable notes acknowledged per second, 64 in flight (at least)", 5000, 20_000,
               of["notes"].median("openfloor", lambda run: run["accepted"] / run["seconds"]))
    yield "loss, disorder, duplicates, connections cut, all workloads", 0, 0, len(faults(runs))


def faults(runs):
    return [run for run in runs if any(run[fault] for fault in FAULTS)]


def verdict(what, must, reached):
    if must is None or reached is None:
        return ""
    return "yes" if (reached >= must if "at least" in what else reached <= must) else "**no**"


def figures(measured, workload):
    for server in dict.fromkeys(run["server"] for run in measured.runs):
        median = lambda name: measured.median(server, lambda run: run[name])  # noqa: E731
        yield [
            workload, server, spread(measured, server, per_delivery), cell(ANCHORS.get(workload), 1),
            cell(measured.ratio(server, per_delivery)), cell(measured.median(server, rate), 0),
            cell(median("payload"), 0), cell(median("p50")), cell(median("p99")), cell(median("most")),
            cell(measured.median(server, lambda run: run["cpu"])), cell(measured.median(server, lambda run: run["ownCPU"])),
            cell(measured.median(server, lambda run: run["memory"][-1] / 1024), 1),
            cell(median("handshakeCPU"), 1),
            cell(measured.median(server, lambda run: run["readers"] / max(1e-9, run["handshakeSeconds"])), 0),
            str(sum(run[fault] for run in measured.of(server) for fault in FAULTS)),
            cell(100 * max(run["others"] for run in measured.of(server)), 0)]


def markdown(runs, names, asked):
    columns = ["workload", "server", "µs CPU/delivery (min–max)", "anchors", "× floor", "deliveries/s", "bytes", "p50 ms",
               "p99 ms", "most ms", "CPU s", "generator CPU s", "MiB at end", "µs/handshake", "handshakes/s", "faults",
               "others’ CPU %"]
    lines = [f"{asked.rounds} rounds, medians{'; quick: no figures to quote' if asked.quick else ''}. "
             f"Not default: `{' '.join(servers.SETTINGS)}`. Load average at the end {os.getloadavg()[0]:.1f}.", ""]
    lines += rows(columns, [line for name in names for line in figures(Measured(runs, name), name)])
    lines += ["", *rows(
        ["reach", "must", "aim", "reached", "met"],
        [[what, cell(must), cell(aim), cell(reached), verdict(what, must, reached)]
         for what, must, aim, reached in reach(runs)])]
    lines += ["", *remarks(runs)]
    return "\n".join(lines)


def remarks(runs):
    for name, bar in ANCHORS.items():
        floors = [per_delivery(run) for run in Measured(runs, name).of("floor")]
        if floors and min(floors) > 1.15 * bar:
            yield (f"The floor took at best {min(floors):.1f} µs in {name}, the anchors' {bar}: "
                   "a busy machine, or a floor to mend.")
    for run in faults(runs):
        told = ", ".join(f"{fault} {run[fault]}" for fault in FAULTS if run[fault])
        yield f"Round {run['round']}, {run['workload']} on {run['server']}: {told}."
