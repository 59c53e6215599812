import HTTPServing
import Testbed

await ServerProgram.run(TestbedCommand.self)
