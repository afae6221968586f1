import Foundation
import GRDB

/// An accident in the recorder: what failed, where, and why. Its description says what to do.
package struct RecorderError: Error, Sendable, CustomStringConvertible {
    package let code: Code
    /// The file or folder concerned.
    package let path: String
    package let underlying: any Error

    package enum Code: Sendable, Hashable, CaseIterable {
        /// Another process, or another store in this one, holds the folder.
        case folderInUse
        /// The database was written by a newer Open Floor.
        case newerDatabase
        /// The folder had a database once.
        case databaseLost
        case cannotOpen
        /// The database would acknowledge before the disk has it.
        case notSynchronous
        /// Nothing was recorded, unless a commit failed half way: then `reopen` and read what is there.
        case cannotAppend
        /// As `cannotAppend`, for want of space.
        case diskFull
        /// The database is not where it was opened; what was written last may be lost when the process ends. `reopen`
        /// takes it back where the same files stand there again.
        case displaced
        /// Nothing was tried: what is free is for the minutes, not for papers.
        case roomKept
        /// The batch does not start right after the record's last entry: read again, then rule again.
        case movedOn
        case clientIDTaken
        case slugTaken
        case joinCodeTaken
        case unknownRecord
        /// A record id or host that cannot stand in an origin.
        case unusableOrigin
        case cannotRead
        /// What is stored is not what was sealed and signed.
        case recordDamaged
        case keyUnreadable
        case cannotBackUp
        /// The folder is as it was.
        case cannotRestore
    }

    package var description: String { "\(code.sentence) (\(path)): \(underlying). \(code.advice)" }

    /// Keeps an error that already names its place; otherwise gives it one.
    static func placed(_ error: any Error, _ code: Code, at path: String) -> RecorderError {
        if let known = error as? RecorderError { return known }
        if let failure = error as? DatabaseError, failure.resultCode == .SQLITE_FULL {
            return RecorderError(code: .diskFull, path: path, underlying: failure)
        }
        return RecorderError(code: code, path: path, underlying: error)
    }
}

extension RecorderError.Code {
    private var words: (sentence: String, advice: String) {
        switch self {
        case .folderInUse: ("The folder is in use", "Stop the other server, or choose another folder.")
        case .newerDatabase: ("The database is newer than this program", "Install the version that wrote it.")
        case .databaseLost:
            ("The database is gone", "Put it back, or restore a backup. To begin anew, choose another folder.")
        case .cannotOpen: ("The folder cannot be opened", "Check that it exists, is yours and is on a sound disk.")
        case .notSynchronous: ("The database does not wait for the disk", "Report this; nothing was recorded.")
        case .cannotAppend: ("The record could not be written", "Check the disk, then open the record again.")
        case .diskFull: ("The disk is full", "Make room, then open the record again.")
        case .displaced:
            (
                "The database is not where it was opened",
                """
                Put the same file back. Where that cannot be, write a backup with openfloor backup before you stop the \
                server, for it alone still has the record, and restore that.
                """
            )
        case .roomKept: ("There is too little room for papers", "Make room; the record itself goes on.")
        case .movedOn: ("The record has moved on", "Read it again and send the commands again.")
        case .clientIDTaken: ("This client id is already recorded", "Answer with what was recorded for it.")
        case .slugTaken: ("Another meeting or series has this address", "Choose another.")
        case .joinCodeTaken: ("Another open meeting has this join code", "Draw another.")
        case .unknownRecord: ("There is no such record", "Begin it first.")
        case .unusableOrigin: ("The record cannot be named so", "Use a plain host name and record id.")
        case .cannotRead: ("The record could not be read", "Run openfloor verify.")
        case .recordDamaged:
            ("The record is not as it was recorded", "Restore the newest backup; openfloor verify says what is wrong.")
        case .cannotBackUp: ("No backup was written", "Nothing was changed; put right what is said here.")
        case .cannotRestore: ("Nothing was restored", "The folder is as it was; put right what is said here.")
        case .keyUnreadable: ("The signing key cannot be used", "Put back the key file from a backup, mode 0600.")
        }
    }

    var sentence: String { words.sentence }
    var advice: String { words.advice }
}

/// A cause of our own, for accidents no library reports.
struct Reason: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// The system's words for the last failed call.
    static func system(_ call: String) -> Reason {
        let number = errno
        return Reason("\(call): \(String(cString: strerror(number)))")
    }
}
