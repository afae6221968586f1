import Proceedings

// Words of our own. The people are invented; the questions are those of an open policy process on data sharing.
extension SampleSeries {
    static let plan: Wish.Plan = {
        var plan = Wish.Plan(
            title: "Sharing data between public bodies: fourth open meeting",
            objective: "Find where the three strands agree, where they do not, and what to do next.",
            intendedOutput: "A list of agreements, disagreements and next steps for each strand.",
            attribution: "named")
        plan.place = "Town Hall, Cardiff, and online"
        plan.strands = ["Research and statistics", "Fraud, error and debt", "Tailored public services"]
        plan.agenda = [
            Wish.Item(title: "Welcome", purpose: "inform", minutes: 10),
            Wish.Item(title: "You said, we did", purpose: "inform", minutes: 5),
            Wish.Item(title: "Review of actions", purpose: "discuss", minutes: 15),
            Wish.Item(title: "Updates from the strands", purpose: "inform", minutes: 30),
            Wish.Item(title: "Reports from three groups", purpose: "discuss", minutes: 45),
            Wish.Item(title: "Common themes", purpose: "discuss", minutes: 15),
            Wish.Item(title: "Problems and solutions", purpose: "decide", minutes: 20),
        ]
        plan.speakers = [
            person("Dilys Owen", "do", "Facilitator", "Open Policy Forum"),
            person("Rashid Malik", "rm", "Strand lead, research", "Office of Records"),
            person("Anna Kowalska", "ak", "Strand lead, fraud and debt", "Treasury Reform Unit"),
            person("Tom Beynon", "tb", "Strand lead, services", "Glan-y-môr Council"),
            person("Grace Adeyemi", "ga", "Rapporteur", "Citizens’ Data Trust"),
        ]
        return plan
    }()

    private static func person(_ name: String, _ alias: String, _ role: String, _ body: String) -> Wish.Speaker {
        var speaker = Wish.Speaker("\(name), \(alias)")
        speaker.role = role
        speaker.organisation = body
        return speaker
    }

    static let lines: [String] = [
        "# Welcome",
        "do: Welcome to the room in Cardiff and to everyone who follows from elsewhere. These notes are for you first.",
        "do: Today is about naming agreement and disagreement. A clear disagreement is a good result too.",
        "/scene About forty people in the room; coffee is late.",
        "The timetable was shown: a draft paper in September, a white paper before the end of the year, then public comment until March.",
        "/key",
        "# You said, we did",
        "do: You asked for the dates: five meetings are on the schedule now, six weeks apart.",
        "# Review of actions",
        "rm: The list of today’s safeguards went out in October; it has nine pages.",
        "# Updates from the strands",
        "## Research and statistics",
        "rm: We want easier and quicker access to de-identified records, for statistics only.",
        "rm: Today each new use needs a vote in both houses. We doubt that this is the best use of anybody’s time.",
        "… and different departments read the same law differently.",
        "Somebody asked again whether de-identified records may be used for statistics at all.",
        "Academics described how long they wait for access: from nine months to three years.",
        "## Fraud, error and debt",
        "ak: We have not yet agreed what a proportionate use of data would be.",
        "ak: Estimates of the loss differ by tens of billions. We owe you the sources.",
        "s/tens of billions/some twenty billion pounds/",
        "Sharing happens already, but by many separate agreements that few people understand.",
        "/cy Gofynnodd cyfranogwr a fydd y papurau ar gael yn Gymraeg.",
        "## Tailored public services",
        "tb: One agreement instead of thirty would let a council help people out of work sooner.",
        "tb: Where to draw the line is the hard part: carers, older people, who else?",
        "/q Will the sources of the estimates be out before anybody is asked to agree?",
        "q+ Mari Lloyd (Bangor) to ask about papers in Welsh",
        "# Reports from three groups",
        "Three groups answered the same questions: where is there consensus, where is there disagreement, what would a useful next step be?",
    ]

    /// The breakout groups, one to a strand: what each reports under the prompts, from 1, and what is said of it.
    static let groups: [Group] = [
        Group(
            name: "Research group", strand: "Research and statistics", setting: "room",
            report: [
                (1, "De-identified data is less of a worry, if new powers do not weaken the safeguards there are."),
                (2, "How far the safeguards should reach beyond research."),
                (3, "A draft of the safeguards, shared before anybody is asked to agree."),
            ],
            heard: ["/action Rashid Malik to share a draft of the safeguards by 26 March"]),
        Group(
            name: "Fraud group", strand: "Fraud, error and debt", setting: "mixed",
            report: [
                (1, "There is a problem with fraud, error and debt that should be tackled."),
                (2, "Whether sharing data is the answer; the evidence is thin."),
                (3, "Publish the sources of the estimates."), (4, "What the pilots of other countries have shown."),
            ],
            heard: [
                "/action Anna Kowalska to publish the sources of the estimates by 14 April",
                "/a 1: ak: Yes, by 14 April, and with the method.",
                "ga: Our group asks for **pilots** before powers, and for somebody outside government to judge them.",
                "/key",
            ]),
        Group(
            name: "Services group", strand: "Tailored public services", setting: "remote",
            report: [
                (1, "Going to parliament for each new problem is not good practice."),
                (1, "The process should be one and the same for all, and open to view."),
                (2, "For which purposes such a process may be used."), (5, "People who have been refused a service."),
            ],
            heard: ["/next Write down the purposes first, then powers, then safeguards"]),
    ]

    struct Group {
        let name, strand, setting: String
        let report: [(prompt: Int, text: String)]
        /// What the scribe notes once the group reports to the plenary.
        let heard: [String]
    }

    /// Once all groups have reported.
    static let themes: [String] = [
        "# Common themes",
        "ack next",
        "Mari Lloyd: Can every paper be there in Welsh on the same day?",
        "do: I hear four themes in all three reports.",
        "Proposals must still make sense in ten years, and yet not be vague.",
        "Pilots: what would one have to show before people have confidence?",
        "Some questions are political, such as the part of private companies, and should be said openly.",
    ]

    /// The show of hands towards the end.
    static let asked = Poll.Asked(
        "Should a meeting be held in Bangor before the summer?", options: ["For", "Against", "Abstain"])

    /// While it is open.
    static let ending: [String] = [
        "# Problems and solutions",
        "/feedback The afternoon was too short for three groups to report.",
        "/feedback The papers came in one long file; a page for each question would help.",
        "/feedback The microphone does not reach the back of the hall.",
        "# For the position board",
        "+ What was settled today is not opened again without a reason.",
        "/action Dilys Owen to publish the dates of the next three meetings by 2 April",
        "do: Thank you. The notes of today are public as soon as I close the meeting.",
    ]
}
