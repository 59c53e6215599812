import LogRecords
