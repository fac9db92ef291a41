import sys; sys.path.insert(0,'.')
from pathlib import Path
from generator.cgt.catalogue import CgtCatalogue
from generator.cgt.tables import SCHEMA, CgtSettings
from generator.engine.linking import link_records
from generator.engine.reading import read_data
from generator.engine.rules import RULES, check
def load(data):
    tables, reading, typing = read_data(SCHEMA, CgtSettings, data)
    check(tables, reading, typing, RULES)
    rows = {n: [p.record for p in tables.records[n]] for n in SCHEMA}
    return CgtCatalogue(schema=SCHEMA, settings=tables.settings, rows=tables.rows, records=link_records(SCHEMA, rows, tables.notes), notes=tables.notes)
if __name__ == "__main__":
    for d in ("tests/toy","data"):
        try:
            c = load(Path(d)); print(len(c.products), c.groups, [a.id for _, a in c.approvals][:3])
        except Exception as e:
            print(getattr(e,'problems',e))
