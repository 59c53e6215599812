import Foundation
import TraceCommands

exit(Program.run(Program.words))
