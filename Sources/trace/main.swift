import Foundation
import TraceCommands

exit(Program.run(Array(CommandLine.arguments.dropFirst())))
