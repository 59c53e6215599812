import CorpusMaker

CorpusCommand.runProgram()
