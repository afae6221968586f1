"""The package's copyright file: the licence of Open Floor, and of every package that is linked into the program."""
import pathlib
import sys

HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Open Floor

Files: *
Copyright: The authors of Open Floor
License: Apache-2.0

Files: usr/bin/openfloor
Copyright: The authors of Open Floor; Apple Inc. and the Swift project authors; those named below
License: Apache-2.0
Comment: The program has the runtime of Swift linked in (Apache-2.0 with the runtime library exception; ICU under the
 Unicode licence), and these packages, whose licences follow: {names}.

License: Apache-2.0
 On Debian systems the whole text is in /usr/share/common-licenses/Apache-2.0.
"""


def indented(text):
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())


def main(folders):
    packages = {}
    for folder in folders:
        for package in sorted(pathlib.Path(folder).iterdir()):
            for path in sorted(package.glob("LICENSE*")):
                packages.setdefault(package.name, path.read_text())
    if not packages:
        sys.exit("no packages are checked out: build first")
    print(HEAD.format(names=", ".join(sorted(packages))))
    for name, text in sorted(packages.items()):
        if "Apache License" in text and "Version 2.0" in text and len(text) > 9000:
            text = "Apache License, Version 2.0: /usr/share/common-licenses/Apache-2.0"
        print(f"License: of {name}\n{indented(text)}\n")


main(sys.argv[1:])
