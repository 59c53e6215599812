import GRDBSQLite
import LogRecords

/// A virtual table of whatever batch is being taken in, so that rows enter a segment by `INSERT INTO ... SELECT`: 0.71 s a
/// million rows of 27 columns, where binding and stepping takes 1.01.
///
/// https://www.sqlite.org/vtab.html
final class BatchTable {
    /// Set before the `SELECT` runs; the table is empty without.
    private let view: UnsafeMutablePointer<BatchView>
    private let columns: UnsafeMutablePointer<BatchView.Column>
    private let module: UnsafeMutablePointer<sqlite3_module>
    private let declaration: UnsafeMutablePointer<CChar>
    private let context: UnsafeMutablePointer<Context>
    let name: String

    /// What `xConnect` is given.
    struct Context {
        var view: UnsafeMutablePointer<BatchView>
        var declaration: UnsafeMutablePointer<CChar>
    }

    init(_ name: String, columns names: [SegmentColumns.Column], on connection: SegmentConnection) throws(StoreError) {
        self.name = name
        columns = BatchView.columns(names)
        view = .allocate(capacity: 1)
        view.initialize(to: BatchView(empty: columns))
        let text = Array(("CREATE TABLE x(" + names.map(\.name).joined(separator: ", ") + ")").utf8CString)
        declaration = .allocate(capacity: text.count)
        declaration.initialize(from: text, count: text.count)
        context = .allocate(capacity: 1)
        context.initialize(to: Context(view: view, declaration: declaration))
        module = .allocate(capacity: 1)
        module.initialize(to: BatchTable.functions)
        connection.hold(self)
        try connection.check(sqlite3_create_module_v2(connection.handle, name, module, context, nil))
        try connection.run("CREATE VIRTUAL TABLE temp.\(name) USING \(name)")
    }

    // The connection holds this object, so it is closed by now.
    deinit {
        view.deallocate()
        columns.deallocate()
        declaration.deallocate()
        context.deallocate()
        module.deallocate()
    }

    /// Runs a statement that selects from the table while it shows `view`.
    func show(_ batchView: BatchView, to statement: SegmentStatement) throws(StoreError) {
        view.pointee = batchView
        view.pointee.columns = UnsafePointer(columns)
        defer { view.pointee = BatchView(empty: columns) }
        try statement.run()
    }

    private struct Table {
        var base = sqlite3_vtab()
        var view: UnsafeMutablePointer<BatchView>
    }

    private struct Cursor {
        var base = sqlite3_vtab_cursor()
        var position = 0
        var count = 0
        /// The current row's cells.
        var cells: UnsafeMutablePointer<Int64>?
        var view: UnsafeMutablePointer<BatchView>
    }

    private static let functions: sqlite3_module = {
        var module = sqlite3_module()
        module.iVersion = 1
        module.xCreate = connect
        module.xConnect = connect
        module.xBestIndex = { _, info in
            info?.pointee.estimatedCost = 4096
            info?.pointee.estimatedRows = 4096
            return SQLITE_OK
        }
        module.xDisconnect = disconnect
        module.xDestroy = disconnect
        module.xOpen = { table, result in
            guard let view = table.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Table.self).pointee.view }) else {
                return SQLITE_INTERNAL
            }
            let cursor = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
            cursor.initialize(to: Cursor(view: view))
            result?.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        }
        module.xClose = { cursor in
            cursor.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self).deallocate() }
            return SQLITE_OK
        }
        module.xFilter = { cursor, _, _, _, _ in
            guard let cursor = cursor.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }) else {
                return SQLITE_INTERNAL
            }
            cursor.pointee.position = 0
            cursor.pointee.count = cursor.pointee.view.pointee.count
            settle(cursor)
            return SQLITE_OK
        }
        module.xNext = { cursor in
            guard let cursor = cursor.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }) else {
                return SQLITE_INTERNAL
            }
            cursor.pointee.position &+= 1
            settle(cursor)
            return SQLITE_OK
        }
        module.xEof = { cursor in
            guard let cursor = cursor.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }) else { return 1 }
            return cursor.pointee.position < cursor.pointee.count ? 0 : 1
        }
        module.xColumn = { cursor, result, column in
            guard let cursor = cursor.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }), let result else {
                return SQLITE_INTERNAL
            }
            give(cursor, Int(column), to: result)
            return SQLITE_OK
        }
        module.xRowid = { cursor, result in
            guard let cursor = cursor.map({ UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }) else {
                return SQLITE_INTERNAL
            }
            result?.pointee = Int64(cursor.pointee.position)
            return SQLITE_OK
        }
        return module
    }()

    private static let connect:
        @convention(c) (
            OpaquePointer?, UnsafeMutableRawPointer?, Int32, UnsafePointer<UnsafePointer<CChar>?>?,
            UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        ) -> Int32 = { handle, context, _, _, result, _ in
            guard let context = context?.assumingMemoryBound(to: Context.self) else { return SQLITE_INTERNAL }
            let code = sqlite3_declare_vtab(handle, context.pointee.declaration)
            guard code == SQLITE_OK else { return code }
            let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
            table.initialize(to: Table(view: context.pointee.view))
            result?.pointee = UnsafeMutableRawPointer(table).assumingMemoryBound(to: sqlite3_vtab.self)
            return SQLITE_OK
        }

    private static let disconnect: @convention(c) (UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 = { table in
        table.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Table.self).deallocate() }
        return SQLITE_OK
    }

    @inline(__always)
    private static func settle(_ cursor: UnsafeMutablePointer<Cursor>) {
        guard cursor.pointee.position < cursor.pointee.count else { return }
        let view = cursor.pointee.view
        cursor.pointee.cells = view.pointee.cells + Int(view.pointee.picked[cursor.pointee.position]) * view.pointee.width
    }

    /// Some 25 ns a column, most of it SQLite's.
    @inline(__always)
    private static func give(_ cursor: UnsafeMutablePointer<Cursor>, _ number: Int, to result: OpaquePointer) {
        guard let cells = cursor.pointee.cells else { return }
        let view = cursor.pointee.view
        guard let column = view.pointee.columns?[number] else { return }
        let position = cursor.pointee.position
        switch column.kind {
        case .row: sqlite3_result_int64(result, view.pointee.numbers[position])
        case .origin: sqlite3_result_int64(result, Int64(view.pointee.origins[position]))
        case .caller:
            let caller = view.pointee.callers[position]
            if caller != 0 { sqlite3_result_int64(result, Int64(caller)) }
        case .cell:
            if cells[0] & column.mask != 0 { sqlite3_result_int64(result, cells[column.index]) }
        case .term:
            if cells[0] & column.mask != 0 {
                sqlite3_result_int64(result, Int64(view.pointee.terms[Int(truncatingIfNeeded: cells[column.index])]))
            }
        case .wide:
            if cells[0] & column.mask != 0 {
                giveWide(UInt64(bitPattern: cells[column.index]), UInt64(bitPattern: cells[column.index + 1]), to: result)
            }
        case .text:
            if cells[0] & column.mask != 0 {
                giveText(text(cells[column.index], of: view), to: result)
            }
        case .identifier:
            if cells[0] & column.mask != 0 {
                let identifier = text(cells[column.index], of: view)
                if let id = plainUUID(identifier) {
                    giveWide(id.high, id.low, to: result)
                } else {
                    giveText(identifier, to: result)
                }
            }
        }
    }

    @inline(__always)
    private static func text(_ cell: Int64, of view: UnsafeMutablePointer<BatchView>) -> UnsafeRawBufferPointer {
        view.pointee.batch?._withUnsafeGuaranteedRef { $0.text(cell) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    @inline(__always)
    private static func giveWide(_ high: UInt64, _ low: UInt64, to result: OpaquePointer) {
        var halves = (high.bigEndian, low.bigEndian)
        withUnsafeBytes(of: &halves) { sqlite3_result_blob(result, $0.baseAddress, 16, transient) }
    }

    /// The batch outlives the statement, so SQLite need not copy.
    private static func giveText(_ text: UnsafeRawBufferPointer, to result: OpaquePointer) {
        guard let start = text.baseAddress, !text.isEmpty else {
            sqlite3_result_text(result, "", 0, transient)
            return
        }
        sqlite3_result_text(result, start.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
    }
}

/// A UUID that is spelt exactly as it would be printed again: lower case, with dashes. Others are kept as they were written.
func plainUUID(_ text: UnsafeRawBufferPointer) -> ID128? {
    guard text.count == 36, let id = uuid(text) else { return nil }
    for byte in text where (65...70).contains(byte) { return nil }
    return id
}
