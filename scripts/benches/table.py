"""What was measured, as a table a person reads: medians, ratios to the floor, what must be reached, what is aimed at."""
import os
import statistics

import servers

# Microseconds of CPU per delivery of the anchors' floor (shared/anchors/performance.md, section 1).
ANCHORS = {"W1": 5.4, "W2": 5.7, "W3": 7.5}
# The share of both CPUs from which on other programs make figures no figures.
BUSY = 0.15
FAULTS = ("lost", "disordered", "duplicates", "cut", "refused", "turnedAway")


def per_delivery(report):
    """Microseconds; None where nothing was delivered."""
    deliveries = report["work"]["deliveries"]
    return report["work"]["server"] * 1e6 / deliveries if deliveries else None


def per_connection(report):
    """KiB each, with everybody there, over what the server had before."""
    return (report["memory"][1] - report["memory"][0]) / max(1, report["arrival"]["readers"])


def rate(report):
    return report["work"]["deliveries"] / max(1e-9, report["work"]["seconds"])


class Measured:
    """Every run of one workload, by server."""

    def __init__(self, runs, workload):
        self.runs = [run for run in runs if run["workload"] == workload]

    def of(self, server):
        return [run for run in self.runs if run["server"] == server]

    def median(self, server, figure):
        values = [value for value in map(figure, self.of(server)) if value is not None]
        return statistics.median(values) if values else None

    def ratio(self, server, figure, to="floor"):
        """The median of the rounds' own ratios: each is of neighbours in time."""
        floors = {run["round"]: figure(run) for run in self.of(to)}
        ratios = [
            figure(run) / floors[run["round"]] for run in self.of(server) if floors.get(run["round"]) and figure(run)]
        return statistics.median(ratios) if ratios else None


def cell(value, digits=2):
    return "–" if value is None else f"{value:,.{digits}f}"


def rows(columns, lines):
    yield "| " + " | ".join(columns) + " |"
    yield "|" + "---|" * len(columns)
    for line in lines:
        yield "| " + " | ".join(line) + " |"


def spread(measured, server, figure):
    values = [value for value in map(figure, measured.of(server)) if value is not None]
    return "–" if not values else f"{cell(statistics.median(values))} ({cell(min(values))}–{cell(max(values))})"


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
        yield "W3 latency p99, × floor", 1.15, 0.9, of["W3"].ratio("openfloor", lambda run: run["latency"]["p99"])
    if "idle" in of:
        yield "memory per idle connection at 10,000, KiB", 3, 1.5, of["idle"].median("openfloor", per_connection)
        yield "handshake CPU, µs", 35, 20, of["idle"].median("openfloor", lambda run: run["arrival"]["cpu"])
        yield ("idle cost at 10,000 with pings, % of a core", 1, 0.3,
               of["idle"].median("openfloor", lambda run: 100 * run["work"]["server"] / run["work"]["seconds"]))
    if "return" in of:
        yield ("return of 10,000 after a restart: all current, s", 3, 1,
               of["return"].median("openfloor", lambda run: run["work"]["seconds"]))
    if "turn" in of:
        yield "longest loop turn at 10,000, ms", 10, 5, of["turn"].median("openfloor", lambda run: run["longestTurn"])
    if "verify" in of:
        for server, what in (("openfloor", "in their file"), ("openfloor-folder", "in a data folder")):
            yield (f"a million entries verified {what}, s", 10, 5,
                   of["verify"].median(server, lambda run: run["work"]["seconds"] * 1e6 / run["work"]["accepted"]))
    if "notes" in of:
        yield ("durable notes acknowledged per second, 64 in flight (at least)", 5000, 20_000,
               of["notes"].median("openfloor", lambda run: run["work"]["accepted"] / run["work"]["seconds"]))
    if "search" in of:
        yield "search over all records, p99, ms", 50, 20, of["search"].median("openfloor", lambda run: run["latency"]["p99"])
    told = [tuple(row) for run in runs for row in run.get("reached", [])]
    for what, must, aim in dict.fromkeys(row[:3] for row in told):
        yield what, must, aim, statistics.median(row[3] for row in told if row[0] == what)
    yield "runs with loss, disorder, duplicates or connections cut", 0, 0, len(faults(runs))


def faults(runs):
    """The real server's; a floor that starves is only remarked upon."""
    return [run for run in faulty(runs) if run["server"] not in servers.FLOORS]


def faulty(runs):
    return [run for run in runs if any(run["faults"][fault] for fault in FAULTS)]


def busiest(runs):
    return max(run["others"] for run in runs)


def verdict(what, must, reached, is_busy):
    if must is None or reached is None:
        return ""
    word = "yes" if (reached >= must if "at least" in what else reached <= must) else "**no**"
    return f"{word}, on a busy machine" if is_busy else word


def figures(measured, workload):
    for server in dict.fromkeys(run["server"] for run in measured.runs):
        def median(part, name, digits=2):
            return cell(measured.median(server, lambda run: run[part][name]), digits)

        runs = measured.of(server)
        yield [
            workload, server, spread(measured, server, per_delivery), cell(ANCHORS.get(workload), 1),
            cell(measured.ratio(server, per_delivery)), cell(measured.median(server, rate), 0),
            median("work", "payload", 0), median("latency", "p50"), median("latency", "p99"), median("latency", "most"),
            median("work", "server"), median("work", "generator"),
            cell(measured.median(server, lambda run: run["memory"][-1] / 1024), 1), median("arrival", "cpu", 1),
            cell(measured.median(
                server, lambda run: run["arrival"]["readers"] / max(1e-9, run["arrival"]["seconds"])), 0),
            str(sum(run["faults"][fault] for run in runs for fault in FAULTS)),
            cell(100 * max(run["others"] for run in runs), 0)]


def markdown(runs, names, asked):
    columns = ["workload", "server", "µs CPU/delivery (min–max)", "anchors", "× floor", "deliveries/s", "bytes", "p50 ms",
               "p99 ms", "most ms", "CPU s", "generator CPU s", "MiB at end", "µs/handshake", "handshakes/s", "faults",
               "others’ CPU %"]
    lines = [f"{asked.rounds} rounds, medians{'; quick: no figures to quote' if asked.quick else ''}. "
             f"Not default: `{' '.join(servers.SETTINGS)}`. Load average at the end {os.getloadavg()[0]:.1f}.", ""]
    served = [name for name in names if not any("reached" in run for run in Measured(runs, name).runs)]
    if served:
        lines += [*rows(columns, [line for name in served for line in figures(Measured(runs, name), name)]), ""]
    lines += [*rows(
        ["reach", "must", "aim", "reached", "met"],
        [[what, cell(must), cell(aim), cell(reached), verdict(what, must, reached, busiest(runs) > BUSY)]
         for what, must, aim, reached in reach(runs)])]
    lines += ["", *remarks(runs)]
    return "\n".join(lines)


def remarks(runs):
    if busiest(runs) > BUSY:
        yield (f"- Other programs had up to {100 * busiest(runs):.0f} % of both CPUs. A server that waits for its CPU merges "
               "what it would have sent singly: its CPU per delivery looks better than it is, its latencies worse.")
    for name, bar in ANCHORS.items():
        floors = [per_delivery(run) for run in Measured(runs, name).of("floor") if run["work"]["deliveries"]]
        if floors and min(floors) > 1.15 * bar:
            yield (f"- The floor took at best {min(floors):.1f} µs in {name}, the anchors' {bar}: "
                   "a busy machine, or a floor to mend.")
    for run in faulty(runs):
        told = ", ".join(f"{fault} {run['faults'][fault]}" for fault in FAULTS if run["faults"][fault])
        yield f"- Round {run['round']}, {run['workload']} on {run['server']}: {told}."
    for run in runs:
        if run["faults"]["anew"]:
            yield (f"- Round {run['round']}, {run['workload']} on {run['server']}: {run['faults']['anew']} times a reader "
                   f"fell behind and got the state instead of {run['faults']['skipped']} lines in all.")
    for run in runs:
        if run["workload"] == "chatty":
            voting, work = run["voting"], run["work"]
            yield (f"- Round {run['round']}, chatty: {work['counted']} of {work['votes']} votes on disk, acknowledged after "
                   f"{voting['p50']:.1f} ms (p50), {voting['p99']:.1f} ms (p99).")
    for run in runs:
        if run["workload"] == "search":
            made = run["archive"]
            yield (f"- Round {run['round']}, search on {run['server']}: {made['meetings']} meetings, {made['lines']:,} lines, "
                   f"index {made['bytes'] / 1e6:.0f} MB, made from nothing in "
                   f"{made['index']:.0f} s; a question took {made['mean']:.1f} ms on average.")
    if any(run["workload"] == "W1-sse" for run in runs):
        yield "- W1-sse: bytes are the whole event with its id."
