import Proceedings

// What stands after the notes: what was agreed, the groups, questions, shows of hands, who spoke and who followed.
extension OpenDocumentBody {
    var summaries: [Markup] {
        summary(.decision, .agreements, .noAgreements) + summary(.disagreement, .disagreements, .noDisagreements)
            + summary(.action, .actions, .noActions) + summary(.feedback, .feedbackHeading)
    }

    /// - Parameter none: Said where no line of the kind stands; without it nothing is printed then.
    private func summary(_ kind: Line.Kind, _ title: Phrase, _ none: Phrase? = nil) -> [Markup] {
        let lines = outline.standing(kind)
        guard !lines.isEmpty else {
            return none.map { [heading(phrases(title), level: 1), paragraph(phrases($0))] } ?? []
        }
        return [heading(phrases(title), level: 1), list(lines.map { item($0) })]
    }

    /// Of each group a table: what was asked, and what it reported.
    var reports: [Markup] {
        outline.reports.flatMap { report -> [Markup] in
            let title = "\(phrases(.reportsHeading)): \(report.title)"
            let rows = report.parts.map { part in
                row([
                    [cell([.words(part.asked.unbroken)])], part.lines.map { cell(item($0, ofGroup: false)) },
                ])
            }
            let table = table(report.id, columns: [phrases(.reportAsked), phrases(.reportAnswered)], rows)
            return [heading(title, level: 1, id: report.id), paragraph(report.state)] + (rows.isEmpty ? [] : [table])
        }
    }

    var themes: [Markup] {
        guard !outline.themes.isEmpty else { return [] }
        return [heading(phrases(.themesHeading), level: 1)]
            + outline.themes.flatMap { theme -> [Markup] in
                [heading(theme.theme.name, level: 2, id: theme.id)]
                    + (theme.lines.isEmpty ? [] : [list(theme.lines.map { item($0) })])
            }
    }

    var questions: [Markup] {
        guard !outline.questions.isEmpty else { return [] }
        let items = outline.questions.map { printed in
            let answers = printed.question.answers.flatMap { position in
                [.words(" "), link(to: "#\(position.lineID)", [span("Reference", [.words("[\(position.lineID)]")])])]
            }
            return [
                bookmark(printed.id, .words(printed.wording.words)),
                .words(" (\(outline.about(printed))): \(printed.outcome)"),
            ] + answers + [.words(" "), span("Reference", [.words("[\(printed.id)]")])]
        }
        return [heading(phrases(.questionsHeading), level: 1)]
            + [outline.questionsFromOutside.map(paragraph)].compactMap(\.self) + [list(items)]
    }

    var polls: [Markup] {
        guard !outline.polls.isEmpty else { return [] }
        return [heading(phrases(.pollsHeading), level: 1)]
            + outline.polls.flatMap { printed -> [Markup] in
                let hasRoom = printed.poll.room != nil
                let columns =
                    [phrases(.pollOption), phrases(.pollOutside)] + (hasRoom ? [phrases(.pollInside)] : [])
                let rows = printed.rows.map { option in
                    let counts = ["\(option.remote)"] + (hasRoom ? [option.room.map(String.init) ?? ""] : [])
                    return row(([option.option] + counts).map { [cell([.words($0)])] })
                }
                let caption = Markup(
                    "text:p", ["text:style-name": "Caption"],
                    [
                        bookmark(printed.id, .words(printed.poll.asked.question)),
                        .words(" \(printed.secrecy) "), span("Reference", [.words("[\(printed.id)]")]),
                    ])
                return [caption, table(printed.id, columns: columns, rows)] + printed.names.map(paragraph)
            }
    }

    var turns: [Markup] {
        guard let times = outline.speakingTimes else { return [] }
        let items = outline.turns.map { [Markup.words("\($0.who.unbroken): \($0.length)")] }
        return [heading(phrases(.turnsHeading), level: 1), paragraph(times), list(items)]
    }

    var audience: [Markup] {
        guard let audience = outline.audience else { return [] }
        return [heading(phrases(.audienceHeading), level: 1)]
            + [audience, outline.audienceCurveSentence].compactMap(\.self).map(paragraph)
    }

    var back: [Markup] {
        let transcript = outline.transcript
        let address = Markup(
            "text:p", ["text:style-name": "Standard"],
            [.words("\(phrases(.address)): "), link(to: transcript.address, [.words(transcript.address)])])
        let signed = transcript.checkpoint.map { checkpoint in
            [
                paragraph(phrases(.verifyHow)),
                Markup("text:p", ["text:style-name": "Signed"], [.words(Markdown.trimmed(checkpoint.note))]),
            ]
        }
        return [heading(phrases(.verify), level: 1), address] + (signed ?? [paragraph(phrases(.noCheckpoint))])
            + [transcript.verifierKey.map { paragraph("\(phrases(.key)): \($0)") }].compactMap(\.self)
    }

    private func table(_ name: String, columns: [String], _ rows: [Markup]) -> Markup {
        let head = columns.map { words in
            [Markup("text:p", ["text:style-name": "Column"], [.words(words)])]
        }
        return Markup(
            "table:table", ["table:name": name, "table:style-name": "Wide"],
            [
                Markup("table:table-column", ["table:number-columns-repeated": "\(columns.count)"]),
                Markup("table:table-header-rows", [:], [row(head)]),
            ] + rows)
    }

    private func row(_ cells: [[Markup]]) -> Markup {
        Markup(
            "table:table-row", [:],
            cells.map {
                Markup("table:table-cell", ["table:style-name": "Ruled", "office:value-type": "string"], $0)
            })
    }

    private func cell(_ inside: [Markup]) -> Markup { Markup("text:p", ["text:style-name": "Cell"], inside) }
}
