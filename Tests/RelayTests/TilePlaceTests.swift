import Testing

@testable import Relay

@Suite struct `Places of tiles` {
    @Test(arguments: [
        (["067"], 67, 256), (["000.p", "1"], 0, 1), (["001.p", "255"], 1, 255), (["x001", "067"], 1067, 256),
        (["x001", "067.p", "9"], 1067, 9), (["x001", "x234", "067"], 1_234_067, 256),
    ])
    func `are read as the specification writes them`(segments: [String], index: Int, width: Int) {
        let place = TilePlace(segments)
        #expect(place?.index == index && place?.width == width)
    }

    @Test(arguments: [
        [], ["67"], ["0067"], ["x067"], ["067.p"], ["067", "5"], ["067.p", "0"], ["067.p", "256"], ["067.p", "x"],
        ["001", "067"], ["x01", "067"], ["x001", "x067"], ["٠٦٧"], ["-67"], ["06 "],
    ])
    func `written otherwise are none`(segments: [String]) {
        #expect(TilePlace(segments) == nil)
    }
}
