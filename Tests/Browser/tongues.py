"""The words of a page in each language, as its catalogue has them."""
import json

import pytest
from house import ROOT


class Tongue:
    """Expected words are read here and never written down twice."""

    def __init__(self, tag):
        self.tag = tag
        self.prefix = "" if tag == "en" else f"/{tag}"
        self.words = json.loads((ROOT / f"web/text/{tag}.json").read_text())

    def say(self, key, **blanks):
        return self.words[key].format(**blanks)

    def count(self, key, number):
        """The form that goes with the number (CLDR 46)."""
        few = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"} if self.tag == "cy" else {1: "one"}
        return self.say(f"{key}_{few.get(number, 'other')}", n=number)

    def led(self, address):
        """An address of the house, below the language's own."""
        start = address.index("/", address.index("//") + 2)
        return address[:start] + self.prefix + address[start:]


#: For what must hold in English and in Welsh alike.
in_every_tongue = pytest.mark.parametrize("tongue", [Tongue("en"), Tongue("cy")], ids=lambda tongue: tongue.tag)
