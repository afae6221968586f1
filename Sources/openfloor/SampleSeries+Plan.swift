// What the sample series is for, and who should be in it.
extension SampleSeries {
    static let series = SeriesWish.Plan(
        title: "Sharing data between public bodies",
        purpose: """
            Find out what people inside and outside government can agree on about sharing data, and say clearly where \
            they cannot.
            """,
        strands: [
            SeriesWish.Strand(
                name: "Research and statistics", premise: "Only records that nobody can be recognised in.",
                endPoint: "A draft of the safeguards that everybody has seen.",
                milestones: ["September: a draft of the safeguards", "December: a white paper"]),
            SeriesWish.Strand(
                name: "Fraud, error and debt", premise: "There is a problem, and its size is not known.",
                endPoint: "Pilots that show whether sharing data helps, or that it does not.",
                milestones: ["October: the sources of the estimates"]),
            SeriesWish.Strand(
                name: "Tailored public services", premise: "People should not have to say the same thing five times.",
                endPoint: "A list of purposes that Parliament can discuss.", milestones: []),
        ],
        targets: [
            SeriesWish.Target(sector: "civil-society", share: 30),
            SeriesWish.Target(sector: "private-sector", share: 15),
            SeriesWish.Target(region: "Wales", share: 15),
        ])
}
