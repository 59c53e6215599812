import CorpusMaker

CorpusCommand.main()
