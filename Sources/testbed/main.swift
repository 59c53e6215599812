import GatewayServer
import Testbed

await GatewayProgram.run(TestbedCommand.self)
