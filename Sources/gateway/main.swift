import GatewayServer

await GatewayCommand.runProgram()
