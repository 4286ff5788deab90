import type { Chance } from './chance.ts';

export type Person = {
  salutation: 'Frau' | 'Herr' | 'Familie';
  title: string | null;
  firstName: string | null;
  lastName: string;
  prefersEnglish: boolean;
};

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

type Origin = { women: readonly string[]; men: readonly string[]; families: readonly string[] };

/** The people of a northern Hessian street, as their doorbells read. */
const origins: Record<string, Origin> = {
  german: {
    women:
      list(`Sabine Petra Monika Birgit Claudia Andrea Susanne Heike Gisela Renate Ursula Ingrid Karin Martina Anja Stefanie Nicole Katrin Sandra
      Julia Anna Lena Laura Sarah Katharina Christine Barbara Elke Ute Silke Tanja Melanie Jana Kerstin Marion Gabriele Cornelia Doris Helga
      Hannelore Brigitte Johanna Franziska Miriam Theresa Marlies Edeltraud`),
    men: list(`Thomas Michael Andreas Stefan Peter Wolfgang Klaus Jürgen Uwe Frank Bernd Matthias Martin Christian Markus Jörg Ralf Dirk Holger
      Torsten Sebastian Daniel Tobias Florian Jan Lukas Jonas Philipp Maximilian Heinz Günter Werner Manfred Dieter Rainer Gerhard Karl-Heinz
      Horst Volker Rolf Hartmut Axel Carsten Björn Sören Jörn Benedikt`),
    families:
      list(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann
      Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Lehmann Köhler Herrmann König Walter Maier Kaiser Fuchs Peters
      Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht
      Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber
      Graf Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Wiegand Gerhold Umbach Siebert
      Hildebrandt Riemann Wicke Dippel Botte Rudolph Schäfer Eckhardt Landgrebe Ullrich Knierim Trott Israel Fehr Nolte Freitag Bachmann Löber
      Wagenführ Grebe Hellwig Kördel Imhof Rehbein Ackermann Mihr Heerdt`),
  },
  turkish: {
    women: list('Ayşe Fatma Emine Hatice Zeynep Elif Meryem Sevgi Gülay Nurcan Derya Esra Büşra Selin Aylin Dilek'),
    men: list('Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Murat Ömer Yusuf Emre Serkan Cem Kemal Volkan Tuncay'),
    families: list(
      'Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Güneş Erdoğan Tekin',
    ),
  },
  polish: {
    women: list('Agnieszka Katarzyna Małgorzata Anna Barbara Ewa Elżbieta Magdalena Joanna Monika'),
    men: list('Piotr Krzysztof Andrzej Tomasz Paweł Marcin Grzegorz Łukasz Michał Zbigniew'),
    families: list(
      'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski',
    ),
  },
  kurdish: {
    women: list('Berivan Rojda Dilan Zîn Hêvî Şîlan Nesrin'),
    men: list('Baran Azad Serhat Rojhat Diyar Mazlum Ferhat Cîhan'),
    families: list('Baran Botan Roj Agirî Bozan Zagros Hêlîn Karadağ Akdemir Dersim'),
  },
  vietnamese: {
    women: list('Lan Hương Mai Thảo Ngọc Linh Phương'),
    men: list('Minh Tuấn Hùng Dũng Nam Quang Đức'),
    families: list('Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ'),
  },
  russian: {
    women: list('Olga Natalja Svetlana Irina Elena Tatjana Ludmilla Valentina Lilli Galina'),
    men: list('Viktor Alexander Waldemar Eugen Sergej Andrej Dimitri Artur Johann Igor'),
    families: list(
      'Schell Bauer Weber Dyck Reimer Penner Friesen Kraft Schwab Petrow Iwanow Sokolow Gerber Maul Eirich Zerr Wiebe',
    ),
  },
  arabic: {
    women: list('Rania Amal Nour Hanan Rima Lubna Samira'),
    men: list('Omar Khaled Samir Yousef Bassam Anas Firas Tarek'),
    families: list('Al-Hamwi Haddad Khoury Al-Masri Darwish Sabbagh Nasser Mansour Kabbani'),
  },
  southern: {
    women: list('Maria Elena Francesca Eleni Ana Ivana Marijana Giulia Sofia Vesna'),
    men: list('Antonio Giuseppe Marco Salvatore Dimitrios Georgios Ivan Zoran Goran Luca'),
    families: list(
      'Rossi Esposito Bianchi Ferrara Papadopoulos Georgiadis Horvat Kovačević Babić Marić Petrović Santoro Conti Nikolaidis',
    ),
  },
};

const shares = { german: 68, turkish: 9, polish: 6, russian: 6, kurdish: 2.5, vietnamese: 2, arabic: 2.5, southern: 4 };

export function personOf(by: Chance, kind: 'private' | 'business'): Person {
  const from = by.weighted(shares);
  const origin = origins[from] as Origin;
  const prefersEnglish = (from === 'arabic' || from === 'vietnamese' || from === 'southern') && by.likely(0.3);
  const second = by.likely(0.045) ? by.pick((origins[by.weighted(shares)] as Origin).families) : undefined;
  const family = by.pick(origin.families);
  const lastName = second && second !== family ? `${family}-${second}` : family;
  // Many door logs know no more than the name on the bell.
  if (kind === 'private' && by.likely(0.09))
    return { salutation: 'Familie', title: null, firstName: null, lastName, prefersEnglish };
  const woman = by.likely(kind === 'private' ? 0.5 : 0.42);
  const title = by.likely(0.025) ? (by.likely(0.15) ? 'Prof. Dr.' : 'Dr.') : null;
  return {
    salutation: woman ? 'Frau' : 'Herr',
    title,
    firstName: by.pick(woman ? origin.women : origin.men),
    lastName,
    prefersEnglish,
  };
}

const trades: readonly { industry: string; names: readonly string[] }[] = [
  { industry: 'Metallbau', names: ['Metallbau {x}', '{x} Stahl- und Metallbau GmbH', 'Schlosserei {x}'] },
  { industry: 'Tischlerei', names: ['Tischlerei {x}', 'Schreinerei {x} GmbH', 'Möbelwerkstatt {x}'] },
  { industry: 'Bäckerei', names: ['Bäckerei {x}', 'Landbäckerei {x} OHG', '{x} Backstuben GmbH'] },
  { industry: 'Autohaus', names: ['Autohaus {x} GmbH & Co. KG', 'Kfz-Meisterbetrieb {x}', '{x} Automobile'] },
  { industry: 'Landwirtschaft', names: ['Hof {x}', 'Agrarbetrieb {x} GbR', 'Geflügelhof {x}', 'Milchhof {x} KG'] },
  { industry: 'Hotel und Gasthof', names: ['Gasthof {x}', 'Hotel {x} am Habichtswald', 'Landhotel {x}'] },
  { industry: 'Logistik', names: ['{x} Logistik GmbH', 'Spedition {x}', '{x} Transporte e. K.'] },
  { industry: 'Arztpraxis', names: ['Hausarztpraxis {x}', 'Zahnarztpraxis Dr. {x}', 'Tierarztpraxis {x}'] },
  { industry: 'Gartenbau', names: ['Gärtnerei {x}', '{x} Garten- und Landschaftsbau'] },
  { industry: 'Einzelhandel', names: ['Edeka {x}', 'Fahrradhaus {x}', 'Getränke {x}', 'Raumausstattung {x}'] },
  { industry: 'Druckerei', names: ['Druckerei {x}', '{x} Werbetechnik GmbH'] },
  { industry: 'Hausverwaltung', names: ['Hausverwaltung {x}', '{x} Immobilienverwaltung GmbH'] },
  { industry: 'Fleischerei', names: ['Fleischerei {x}', 'Landmetzgerei {x}'] },
  { industry: 'Maschinenbau', names: ['{x} Maschinenbau GmbH', '{x} Zerspanungstechnik', 'Werkzeugbau {x} GmbH'] },
  { industry: 'Pflege', names: ['Pflegedienst {x}', 'Seniorenhaus {x} gGmbH'] },
];

export function companyOf(by: Chance, kind: 'farm' | 'firm'): { name: string; industry: string; family: string } {
  const { industry, names } = by.pick(
    trades.filter((trade) => (trade.industry === 'Landwirtschaft') === (kind === 'farm')),
  );
  const family = by.pick((origins[by.weighted(shares)] as Origin).families);
  return { name: by.pick(names).replace('{x}', family), industry, family };
}

export const jobTitles = [
  'Geschäftsführung',
  'Inhaber',
  'Prokura',
  'Einkauf',
  'Technische Leitung',
  'Betriebsleitung',
  'Verwaltung',
  'Buchhaltung',
  'Hausmeisterei',
] as const;

/** As it may stand before an @. */
export function mailName(text: string): string {
  const letters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ł: 'l', đ: 'd', ı: 'i', ø: 'o' };
  return text
    .toLowerCase()
    .replaceAll(/[äöüßłđıø]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
