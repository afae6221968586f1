"""Manual pages from what the program says of itself: `manual.py PROGRAM FOLDER` writes openfloor.1 and openfloor.conf.5."""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys


def text(words):
    """Words as roff takes them: no line begins as a request, no hyphen is broken."""
    words = words.replace("\\", "\\e").replace("-", "\\-").replace("“", "\\(lq").replace("”", "\\(rq").replace("’", "\\(cq")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in words.splitlines())


def heading(name, section, about):
    day = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc).date()
    return [f'.TH {name.upper()} {section} "{day}" "Open Floor" "{about}"', ".SH NAME"]


def option(argument):
    name = argument.get("preferredName", {}).get("name")
    value = f"\\fI{text(argument['valueName'])}\\fR"
    if argument["kind"] == "positional":
        term = value
    elif argument["kind"] == "flag":
        term = f"\\fB\\-\\-{text(name)}\\fR"
    else:
        term = f"\\fB\\-\\-{text(name)}\\fR {value}"
    about = text(argument.get("abstract", ""))
    if argument.get("defaultValue"):
        about += f"\nDefault: {text(argument['defaultValue'])}."
    return [".TP", term, about or "\\&"]


def shown(command):
    return [argument for argument in command.get("arguments", [])
            if argument["shouldDisplay"] and argument.get("preferredName", {}).get("name") not in ("help", "version")]


def command_page(command, path):
    own = [*path, command["commandName"]]
    children = [child for child in command.get("subcommands", []) if child["shouldDisplay"] and child["commandName"] != "help"]
    lines = []
    if not children:
        lines += [f".SS {text(' '.join(own))}", text(command.get("abstract", ""))]
        if command.get("discussion"):
            lines += [".PP", text(command["discussion"])]
        for argument in shown(command):
            lines += option(argument)
    for child in children:
        lines += command_page(child, own)
    return lines


def program_page(program):
    dump = json.loads(subprocess.check_output([program, "--experimental-dump-help"]))["command"]
    lines = heading("openfloor", 1, "User Commands")
    lines += [f"openfloor \\- {text(dump['abstract'][0].lower() + dump['abstract'][1:].rstrip('.'))}",
              ".SH SYNOPSIS", ".B openfloor", "\\fIcommand\\fR [\\fIoptions\\fR]", ".SH COMMANDS"]
    for child in dump["subcommands"]:
        if child["commandName"] != "help":
            lines += command_page(child, ["openfloor"])
    return lines + [
        ".SH FILES", ".TP", ".I /etc/openfloor/openfloor.conf", "What the server is told; see openfloor.conf(5).",
        ".TP", ".I /var/lib/openfloor", "The meetings, their records and the key they are signed with.",
        ".TP", ".I /var/backups/openfloor", "Backups, each as secret as the folder.",
        ".SH SIGNALS", ".TP", "SIGTERM", "Says goodbye to every reader and ends.",
        ".TP", "SIGHUP", "Reads the certificate again.", ".SH SEE ALSO", ".BR openfloor.conf (5)"]


def configuration_page(program):
    example = subprocess.check_output([program, "config", "example"], text=True)
    top, *keys = re.split(r"\n\n", example.strip())
    lines = heading("openfloor.conf", 5, "File Formats")
    lines += ["openfloor.conf \\- configuration of the Open Floor server", ".SH DESCRIPTION"]
    lines += [text(line.removeprefix("#").strip()) for line in top.splitlines()]
    lines += [".SH KEYS"]
    for part in keys:
        if match := re.fullmatch(r"# ---- (.*) ----", part):
            lines.append(f".SS {text(match[1])}")
            continue
        *about, last = part.splitlines()
        name, value = last.removeprefix("#").split(": ", 1)
        lines += [".TP", f"\\fB{text(name)}\\fR: {text(value)}", *(text(line.removeprefix("# ")) for line in about)]
    return lines + [".SH SEE ALSO", ".BR openfloor (1)"]


def main(program, folder):
    for name, lines in (("man1/openfloor.1", program_page(program)), ("man5/openfloor.conf.5", configuration_page(program))):
        pathlib.Path(folder, name).write_text("\n".join(lines) + "\n")


main(*sys.argv[1:])
