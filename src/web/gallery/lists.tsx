import { useState } from 'react';
import { Board } from '#web/components/board.tsx';
import { Button } from '#web/components/button.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { Standing } from '#web/components/standing.tsx';
import { type Column, fixedRows, type Sort, Table } from '#web/components/table/table.tsx';
import { Avatar, Money, PhoneText, RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';

type Person = {
  id: string;
  name: string;
  city: string;
  phone: string;
  valueCents: number;
  standing: 'allowed' | 'careful' | 'refused' | 'unknown';
  at: string;
};
const names = [
  'Anna Weiß',
  'Jürgen Müller',
  'Fam. Özdemir',
  'Petra Schäfer',
  'Klaus-Dieter Groß',
  'Svenja Böhm',
  'Mehmet Yıldız',
  'Ilse Königs',
];
const cities = ['Kassel', 'Baunatal', 'Vellmar', 'Fuldabrück', 'Lohfelden'];
const standings = ['allowed', 'careful', 'refused', 'unknown'] as const;
const words = { allowed: 'anrufen', careful: 'mit Grund', refused: 'nicht anrufen', unknown: 'unbekannt' };
const sample: Person[] = Array.from({ length: 1000 }, (_, index) => ({
  id: String(index),
  name: names[index % 8] ?? '',
  city: cities[index % 5] ?? '',
  phone: `+49561${100_000 + index * 37}`,
  valueCents: (index * 7919) % 2_500_000,
  standing: standings[index % 4] ?? 'unknown',
  at: new Date(Date.UTC(2026, 10, 23, 12) - index * 3_600_000).toISOString(),
}));

export function SampleTable() {
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1', '2']));
  const [open, setOpen] = useState<Person>();
  const columns: Column<Person>[] = [
    {
      key: 'name',
      title: 'Name',
      width: 180,
      grow: true,
      sortable: true,
      cell: (row) => <span className="font-medium">{row.name}</span>,
      edit: { value: (row) => row.name, save: async () => {} },
    },
    {
      key: 'standing',
      title: 'Anruf',
      width: 140,
      cell: (row) => (
        <Standing bare kind={row.standing}>
          {words[row.standing]}
        </Standing>
      ),
    },
    { key: 'phone', title: 'Telefon', width: 170, cell: (row) => <PhoneText e164={row.phone} /> },
    {
      key: 'city',
      title: 'Ort',
      width: 120,
      sortable: true,
      cell: (row) => row.city,
      edit: { value: (row) => row.city, save: async () => {} },
    },
    {
      key: 'valueCents',
      title: 'Wert',
      width: 120,
      align: 'end',
      sortable: true,
      cell: (row) => <Money cents={row.valueCents} />,
    },
    { key: 'at', title: 'Letzter Kontakt', width: 130, sortable: true, cell: (row) => <RelativeTime at={row.at} /> },
  ];
  return (
    <div className="flex h-full min-h-0">
      <div className="min-w-0 flex-1">
        <Table
          columns={columns}
          empty={null}
          label="Menschen"
          onOpen={setOpen}
          onSort={setSort}
          openKey={open?.id ?? null}
          phoneRow={(row) => (
            <div className="flex items-center gap-3">
              <Avatar name={row.name} size={32} />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{row.name}</p>
                <p className="truncate text-sm text-soft">
                  {row.city} · <PhoneText e164={row.phone} />
                </p>
              </div>
              <Standing kind={row.standing}>{words[row.standing]}</Standing>
            </div>
          )}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          rows={fixedRows(sample)}
          selection={{
            selected,
            onChange: setSelected,
            actions: (
              <>
                <Button icon="person">Zuweisen</Button>
                <Button icon="tag">Schlagwort</Button>
                <Button icon="trash">Löschen</Button>
              </>
            ),
          }}
          sort={sort}
        />
      </div>
      {open && (
        <SidePanel label={open.name} onClose={() => setOpen(undefined)} title={open.name}>
          <div className="p-4">
            <Facts>
              <Fact name="Telefon">
                <PhoneText e164={open.phone} />
              </Fact>
              <Fact name="Ort">{open.city}</Fact>
              <Fact name="Anruf">
                <Standing kind={open.standing}>{words[open.standing]}</Standing>
              </Fact>
            </Facts>
          </div>
        </SidePanel>
      )}
    </div>
  );
}

type Card = { id: string; title: string; person: string; cents: number; column: string };

export function SampleBoard() {
  const [cards, setCards] = useState<Card[]>(() =>
    Array.from({ length: 60 }, (_, index) => ({
      id: String(index),
      title: `PV ${(5 + (index % 12)).toFixed(0)} kWp`,
      person: names[index % 8] ?? '',
      cents: 900_000 + ((index * 7919) % 1_500_000),
      column: ['a', 'b', 'c', 'd', 'e'][index % 5] ?? 'a',
    })),
  );
  const columns = [
    { id: 'a', title: 'Neu' },
    { id: 'b', title: 'Termin vereinbart' },
    { id: 'c', title: 'Angebot' },
    { id: 'd', title: 'Verhandlung' },
    { id: 'e', title: 'Zusage' },
  ].map((column) => {
    const own = cards.filter((card) => card.column === column.id);
    return {
      ...column,
      cards: own,
      count: own.length,
      detail: <Money cents={own.reduce((sum, card) => sum + card.cents, 0)} whole />,
    };
  });
  return (
    <Board
      cardKey={(card) => card.id}
      cardLabel={(card) => `${card.title}, ${card.person}`}
      columns={columns}
      label="Abschlüsse"
      onMove={(moved, to) => setCards(cards.map((card) => (card.id === moved.id ? { ...card, column: to } : card)))}
      onOpen={(card) => toast({ message: card.title })}
      renderCard={(card) => (
        <>
          <p className="truncate pr-6 font-medium">{card.title}</p>
          <p className="truncate text-soft">{card.person}</p>
          <p className="mt-1 flex items-center justify-between text-sm">
            <Money cents={card.cents} whole />
            <span className="text-faint">seit 4 Tagen</span>
          </p>
        </>
      )}
    />
  );
}
