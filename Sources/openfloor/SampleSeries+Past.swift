import Foundation
import Proceedings

// The meetings that were held before the one the demo plays, as their written notes have them.
extension SampleSeries {
    /// A meeting that was held, and what the board, the actions and the format came to from it.
    struct Past {
        let title, place: String
        let weeksAgo: Int64
        /// After title and day.
        let note: String
        var points: [Entered] = []
        /// The beginning of a line, and what became of it.
        var reviews: [(line: String, state: String, outcome: String)] = []
        var answers: [(line: String, answer: String)] = []
        /// The beginning of a line, what it should have said, and how its reader knows.
        var suggestion: (line: String, old: String, new: String, why: String)?
        var edition: Edition = .draft
    }

    /// A point as it is entered from a line.
    struct Entered {
        /// The beginning of the line.
        let line: String
        let strand, standing, text: String
        /// Of the point it changes, from 1.
        var number: Int?
        var options: [String]?
        var evidence, nextQuestion: String?
        /// Who had it reopened before, and why.
        var reopened: (name: String, reason: String)?
    }

    static let past = [first, second, third]

    private static let groupsAnswered = """
        Small group work

        Participants worked in three groups, one for each strand, and answered:

        – Where is there consensus?

        – Where is there disagreement?

        – What would a useful next step be?

        The three groups then reported back to plenary
        """

    private static let first = Past(
        title: "First open meeting", place: "Library of Birmingham", weeksAgo: 18,
        note: """
            Welcome

            – Dilys Owen (Open Policy Forum) welcomed about thirty people and said what the process is for: proposals \
            that people outside government can stand behind, or a clear account of where they cannot.

            – The timetable was shown: a draft paper in September, a white paper before the end of the year, public \
            comment until March.

            \(groupsAnswered)

            Research and statistics

            – There is agreement that de-identified records may be used for statistics.

            – There is disagreement on how far the safeguards should reach beyond research.

            – The next step is to write down the safeguards there are today.

            Fraud, error and debt

            – There is agreement that fraud, error and debt are a problem that should be tackled.

            – There is disagreement on whether sharing data is the answer.

            – The next step is to find out where the estimates of the loss come from.

            Tailored public services

            – There is agreement that going to parliament for each new problem is not good practice.

            – There is disagreement on which services a shared process may be used for.

            – The next step is to list the agreements that councils sign today.

            Dilys Owen identified common themes between the groups:

            – Proposals must still make sense in ten years.

            – The need for pilots before powers.

            Problems and solutions

            – Nobody knew when the next meeting would be; publish the dates.

            – Too little time to read the papers.

            – It all happens in one city.
            """,
        points: [
            Entered(
                line: "There is agreement that de-identified", strand: "Research and statistics", standing: "settled",
                text: "De-identified records may be used for statistics."),
            Entered(
                line: "There is disagreement on how far", strand: "Research and statistics", standing: "disputed",
                text: "How far the safeguards should reach.",
                options: ["Research only", "Every use of the same records", "Every use by a public body"],
                nextQuestion: "What would have to be different for each use?"),
            Entered(
                line: "There is agreement that fraud", strand: "Fraud, error and debt", standing: "settled",
                text: "Fraud, error and debt are a problem that should be tackled."),
            Entered(
                line: "There is disagreement on whether", strand: "Fraud, error and debt", standing: "open",
                text: "Whether sharing data is the answer.",
                evidence: "Estimates that differ by twenty billion pounds.",
                nextQuestion: "What would a pilot have to show?"),
            Entered(
                line: "There is agreement that going to", strand: "Tailored public services", standing: "settled",
                text: "Going to Parliament for each new problem is not good practice."),
        ],
        reviews: [
            ("The next step is to list", "done", "Tom Beynon counted thirty-one agreements in one county."),
            ("The next step is to find out", "ongoing", "Two of five departments have answered."),
        ],
        answers: [
            ("Nobody knew when", "The dates of five meetings are on the schedule, with a calendar to subscribe to."),
            (
                "It all happens in one city",
                "Meetings move from city to city, and everything can be followed from elsewhere."
            ),
        ],
        suggestion: ("Dilys Owen", "about thirty", "about forty", "The list at the door has forty-one names."),
        edition: .final)

    private static let second = Past(
        title: "Second open meeting", place: "Town Hall, Sheffield", weeksAgo: 12,
        note: """
            Updates from the strands

            – Rashid Malik (Office of Records) showed the list of safeguards there are today: nine pages, three laws.

            – Anna Kowalska (Treasury Reform Unit) said that two of five departments have named their sources.

            \(groupsAnswered)

            Research and statistics

            – There is agreement that people must be told which records were used.

            – The next step is to draft one page that anybody can understand.

            Fraud, error and debt

            – There is agreement that a pilot should be judged by somebody outside government.

            – There is disagreement on what a pilot may do with what it finds.

            Tailored public services

            – There is agreement that the purposes come first, then powers, then safeguards.

            Problems and solutions

            – Who is missing: nobody from the private sector was there.

            – Words like “gateway” should be explained.
            """,
        points: [
            Entered(
                line: "There is agreement that people must", strand: "Research and statistics", standing: "settled",
                text: "People must be told which records were used."),
            Entered(
                line: "There is agreement that a pilot", strand: "Fraud, error and debt", standing: "settled",
                text: "A pilot is judged by somebody outside government."),
            Entered(
                line: "There is disagreement on what a pilot", strand: "Fraud, error and debt", standing: "disputed",
                text: "What a pilot may do with what it finds.",
                options: ["Count only", "Write to the people concerned", "Stop payments"]),
            Entered(
                line: "There is agreement that the purposes", strand: "Tailored public services", standing: "settled",
                text: "Purposes come first, then powers, then safeguards."),
        ],
        reviews: [("The next step is to draft one page", "ongoing", "A first version was read at the third meeting.")],
        answers: [("Words like", "There is a glossary; link people answer within a week.")],
        suggestion: ("Anna Kowalska", "two of five", "three of five", "The third wrote on the day before."),
        edition: .circulated(until: nil))

    private static let third = Past(
        title: "Third open meeting", place: "Bangor University", weeksAgo: 6,
        note: """
            Updates from the strands

            – A council from the north showed how a shared process went wrong: letters went to people who had died.

            – Grace Adeyemi (Citizens’ Data Trust) asked that the point about Parliament be looked at again.

            \(groupsAnswered)

            Research and statistics

            – There is agreement that the one page should be tried with readers before it is published.

            Fraud, error and debt

            – There is disagreement on who pays for pilots.

            – The next step is to ask three councils whether they would take part.

            Tailored public services

            – There is agreement that Parliament should see each new purpose, but not each new agreement.

            Problems and solutions

            – A whole day would be worth the journey.
            """,
        points: [
            Entered(
                line: "There is agreement that Parliament", strand: "Tailored public services", standing: "settled",
                text: "Parliament sees each new purpose, but not each new agreement.", number: 5,
                reopened: (
                    "Grace Adeyemi, Citizens’ Data Trust",
                    "letters went to people who had died, and nobody had to answer for it"
                )),
            Entered(
                line: "There is disagreement on who pays", strand: "Fraud, error and debt", standing: "open",
                text: "Who pays for pilots."),
        ])
}
