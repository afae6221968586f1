package import Publishing
import Recorder

/// Who signed a bag, as far as the bag itself can tell.
package struct BagSignature: Sendable {
    /// `nil` where it is signed by the key it names.
    package let fault: String?
    /// That key, for who knows the right one.
    package let signer: String?

    package init(of bag: PackedBag) {
        signer = bag.signer
        guard let note = bag.signature else {
            fault = "the bag is not signed: \(Bag.signature) is missing"
            return
        }
        guard let statement = bag.statement, let key = bag.signer.flatMap({ VerifierKey($0) }) else {
            fault = "bag-info.txt does not say which record the bag is of, and by whom it is signed"
            return
        }
        fault =
            Notary.isSigned(note, saying: statement, by: key)
            ? nil : "“\(Bag.signature)” is not a signature of this bag by the key of bag-info.txt"
    }
}
