import Testbed

await TestbedCommand.runProgram()
