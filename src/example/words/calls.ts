/**
 * Last words as people type them with one ear on the phone. {…} is filled from what is known of the house, so that a story stays
 * the same story over several calls.
 */
export const reached = [
  'Frau {name} ist interessiert, der Mann will erst die Stromrechnung raussuchen. {kwh} kWh im Jahr, {heizung}.',
  'Dach {dach}, vor ein paar Jahren neu gedeckt. Fragt, ob die Ziegel halten. Fotos kommen per Mail.',
  '„Schicken Sie mir erst mal was Schriftliches, am Telefon kaufe ich nichts.“ Unterlagen gehen heute raus.',
  'Sehr nett, erinnert sich noch an unseren Besuch an der Tür. Will bis zum Wochenende mit {partner} reden.',
  'Hat schon ein Angebot von jemand anderem, 8 kWp für 21.900. Will vergleichen, möchte aber Speicher dabei.',
  'Verbrauch {kwh} kWh, {auto}. Fragt vor allem nach Notstrom, war im Sommer zweimal ohne Strom.',
  'Hat lange erzählt: {heizung}, die Kinder sind aus dem Haus, eigentlich rechnet er mit Zahlen statt mit Worten. Wirtschaftlichkeit schicken.',
  'Will wissen, was mit der Einspeisevergütung ist, wenn er erst im Frühjahr baut. Erklärt. Meldet sich, sonst rufe ich an.',
  'Haus gehört noch zur Hälfte der Schwester. Grundsätzlich ja, aber nicht ohne sie.',
  'Hatte die Karte aus dem Briefkasten aufgehoben. Dach {dach}, kein Schatten außer vom Nachbarbaum am Nachmittag.',
  'Frage nach Ratenzahlung. 180 im Monat wären drin, mehr nicht.',
  'Er ist Elektriker und kennt sich aus, hat mich ordentlich geprüft. Am Ende sehr freundlich. Will Datenblätter vom Wechselrichter.',
  'Denkt vor allem an die Wärmepumpe, PV dann gleich mit. {heizung}. Energieberater war schon da.',
  'Redet am liebsten mit jemandem, der in der Nähe sitzt. Hab ihr vom Schauraum erzählt, das fand sie gut.',
  'Kurz angebunden, stand im Supermarkt. Abends ab 18 Uhr ist besser.',
  'Hat den Zählerschrank fotografiert, sieht nach Tausch aus. Ist ihm klar, dass das extra kostet.',
  'Nachbarn haben seit Mai eine Anlage und schwärmen. Will „dasselbe, nur etwas größer“.',
  'Spricht wenig Deutsch, der Sohn hat übersetzt. Am besten gleich mit ihm sprechen, abends.',
  'Beim letzten Anbieter zwei Monate auf den Rückruf gewartet, ist entsprechend misstrauisch. Hab versprochen, dass wir uns melden, wenn wir es sagen.',
  'Fragt, ob wir auch reinigen und warten. Ja erklärt. Danach deutlich wärmer.',
  'Dachboden wird gerade ausgebaut, Gerüst steht bis Ende nächsten Monats. Wenn, dann jetzt.',
  'Will unbedingt einen Speicher, obwohl {kwh} kWh und tagsüber jemand zu Hause. Rechne ihm beides.',
  'Hat Sorge wegen Brandschutz, die Versicherung habe etwas gesagt. Merkblatt geschickt.',
  '„Rufen Sie nicht an, wenn der Tatort läuft.“ Ansonsten bester Dinge. Dach {dach}.',
] as const;

/** From the two of us who speak it, with people who prefer it. */
export const reachedEnglish = [
  'Works at the university and prefers English. Roof faces {dachEnglisch}, wants real yield figures from Kassel, not brochures.',
  'Good talk, in English. Wants the offer in both languages, for the bank.',
  'Asked about resale: they may move back in five years. Will think about it until the weekend.',
] as const;

export const reachedBusiness = [
  'Hallendach rund {flaeche} m², Trapezblech. Will erst den Statiker fragen. Lastgang kommt per Mail.',
  'Stromkosten sind Chefsache, die Assistentin hat mich durchgestellt. Er kennt seine {kwhFirma} kWh auswendig.',
  'Interesse an Eigenverbrauch, Einspeisung ist ihm egal. Kühlung läuft auch am Wochenende.',
  'Steuerberater soll draufschauen wegen Investitionsabzug. Will dafür eine Seite mit Zahlen, „keine zwanzig“.',
  'Dach ist gepachtet, Eigentümer sitzt in Göttingen. Kontakt bekommen, erst mit ihm klären.',
  'Hat letztes Jahr schon mal angefragt und nie was gehört. Diesmal will er bis Monatsende Klarheit.',
  'Drei Ladepunkte auf dem Hof wären ihm wichtiger als das Dach. Beides anbieten.',
  'Versicherung verlangt Abstand zur Brandwand. Plan bekommt er von uns.',
  'Nur kurz gesprochen, war auf der Baustelle. Mittags zwischen zwölf und eins erreicht man ihn.',
  'Prokuristin entscheidet mit. Beide zusammen in einem Videotermin wäre ideal.',
] as const;

/** What each kind of customer talks about. */
export const reachedKind = {
  family: [
    'E-Auto lädt bisher an der Steckdose in der Garage. Will Wallbox und Speicher in einem Zug.',
    'Zwei Kinder, beide arbeiten, abends läuft alles auf einmal: Speicher ist das Thema, nicht das Dach.',
    'Reihenhaus, Nachbar links hat schon eine Anlage. Fragt nach der Monatsrate, nicht nach dem Preis.',
    'Rechnet mit {kwh} kWh und dem E-Auto dazu. Förderung für Familien? Erklärt.',
  ],
  retired: [
    'Haus ist abbezahlt, das Geld liegt da. Will Ruhe und Notstrom, wenn das Netz ausfällt.',
    'Möchte einen festen Ansprechpartner aus der Gegend. Garantie und Wartung sind wichtiger als der Ertrag.',
    'Fragt, ob sich das mit über sechzig noch lohnt. Ehrlich vorgerechnet, Notstrom überzeugt.',
    'Mag keine Formulare im Internet. Unterlagen bitte mit der Post.',
  ],
  farm: [
    'Scheunendach rund {flaeche} m², Eternit muss vorher runter. Kennt die Pachtpreise auf den Cent.',
    'Stallstrom läuft rund um die Uhr, {kwhFirma} kWh. Will Volleinspeisung für die Scheune und Eigenverbrauch im Stall.',
    'Mittags beim Essen erreicht, sonst ist er draußen. Die Landtechnik im Ort hat schon bei uns gekauft.',
    'Netzanschluss ist die Frage: Trafo am Hof reicht vielleicht nicht. Anfrage beim Netzbetreiber läuft.',
  ],
  firm: [
    'Ladepunkte für zwei Firmenwagen, das Dach gleich mit. Muss in das Budget von diesem Jahr.',
    'Öfen und Kühlung fressen Strom, {kwhFirma} kWh. Eigenverbrauch zählt, Einspeisung nicht.',
    'Will ein Angebot, das die Bank versteht: Abschreibung, Rate, Ersparnis auf einer Seite.',
  ],
} as const;

export const callback = [
  'Gerade beim Essen, ich soll {wann} noch einmal anrufen.',
  'Auf der Arbeit, kann nicht reden. Ausgemacht: {wann}.',
  'Will erst mit {partner} sprechen. Rückruf {wann} ist ausgemacht.',
  'Kind schläft, hat geflüstert. {wann} passt ihr besser.',
  'War im Auto. „{wann} hab ich Zeit, dann in Ruhe.“',
  'Handwerker im Haus, bittet um Anruf {wann}.',
  'Hat die Unterlagen noch nicht gelesen, macht er am Wochenende. Rückruf {wann} versprochen.',
  'Chef ist erst {wann} wieder am Platz, sie schreibt ihm einen Zettel.',
  'Stromrechnung liegt beim Steuerberater. {wann} weiß er mehr.',
  'Sitzt beim Arzt im Wartezimmer. {wann}, und bitte nicht vor neun.',
] as const;

export const appointment = [
  'Termin steht. Dach {dach}, {kwh} kWh. Beide sind dabei, das war mir wichtig.',
  'Hat zugesagt, möchte aber vorher die Bewertungen lesen. Link geschickt.',
  'Termin ausgemacht, sie kümmert sich bis dahin um die letzte Stromrechnung.',
  'Freut sich drauf. {auto}, Wallbox gleich mit besprechen.',
  'Erst zögerlich, dann doch: „Anschauen kostet ja nichts.“ Termin per Mail bestätigt.',
  'Termin vereinbart, Sohn macht die Technik mit dem Video. Link an seine Adresse.',
  'Kommt lieber in den Schauraum, will die Module anfassen.',
  'Hat Fotos vom Dach versprochen. {heizung}, Wärmepumpe ist ein Thema für nächstes Jahr.',
  'Ganz konkret: bis 25.000 mit Speicher, sonst nicht. Termin fest.',
] as const;

export const appointmentBusiness = [
  'Termin steht, der Steuerberater kommt dazu. Lastgang schickt die Verwaltung vorher.',
  'Hat zugesagt. Dachplan und die letzten zwölf Abrechnungen bringt er mit.',
  'Termin mit dem Chef fest, die Technik ist dabei.',
  'Kurz und klar: „Zeigen Sie mir die Zahlen, dann sehen wir weiter.“ Termin bestätigt.',
] as const;

export const noAnswer = [
  '',
  '',
  '',
  '',
  'Klingelt durch.',
  'Zweimal versucht.',
  'Niemand da, abends noch mal probieren.',
  'Nach achtmal Klingeln aufgegeben.',
  'Keiner dran. Laut Notiz ab 17 Uhr zu Hause.',
  'Weggedrückt, vielleicht in einer Besprechung.',
] as const;
export const busy = ['', 'Besetzt.', 'Dauernd besetzt, in einer Stunde wieder.'] as const;
export const voicemail = [
  'Mailbox, nichts draufgesprochen.',
  'Kurz auf die Mailbox: wer, worum es geht, ich melde mich wieder.',
  'Anrufbeantworter mit Kinderstimme. Nachricht hinterlassen.',
  'Mailbox, Bitte um Rückruf hinterlassen.',
  'Mailbox voll.',
] as const;

export const refused = [
  'Kein Bedarf mehr, die Nachbarfirma hat es im Frühjahr gemacht.',
  'Höflich, aber bestimmt: kein Interesse.',
  '„Mit 74 fange ich das nicht mehr an.“ Verständlich.',
  'Zu teuer, Punkt. Wollte auch keine Zahlen hören.',
  'Haus soll verkauft werden, kommt nicht infrage.',
  'Hat beim Stadtwerk unterschrieben, vor drei Wochen. Wir waren zu spät.',
  'Dach müsste erst neu gemacht werden, dafür ist kein Geld da.',
  'Nach zwei Minuten: „Danke, nein.“ Freundlich verabschiedet.',
  'Denkmalschutz, hat die Gemeinde schon abgelehnt.',
  'Will abwarten, was die Regierung macht. Dieses Jahr nicht mehr.',
  'Hat sich das Formular nur „mal so“ angesehen.',
  'Scheidung läuft, da baut jetzt keiner was.',
] as const;

export const contentForNow = [
  'Anlage läuft, gerade fehlt nichts. Hat sich über den Anruf gefreut.',
  'Zufrieden. Speicher erst, wenn der Vertrag mit dem Versorger endet.',
  'Alles gut, Ertrag über Plan. Meldet sich, wenn das E-Auto kommt.',
  'Hat gerade anderes im Kopf. Zufrieden mit uns.',
] as const;
export const wantsMore = [
  'Läuft bestens, will erweitern. Preis am Telefon genannt, Auftrag kommt.',
  'Ertrag über Plan. Nimmt das Angebot dazu, bitte alles in eine Rechnung.',
  'Hat selbst schon überlegt. Zusage gleich am Telefon.',
  'Nachbar hat es auch gemacht, jetzt will er es auch.',
] as const;
export const needsHelp = [
  'App zeigt nichts an. WLAN-Passwort war neu, zusammen eingerichtet.',
  'Fragt zum dritten Mal nach der Anmeldung im Marktstammdatenregister. Noch mal Schritt für Schritt.',
  'Rechnung nicht verstanden, Posten für Posten durchgegangen.',
  'Wechselrichter piept. War der Stromausfall im Ort.',
  'Unzufrieden mit dem Gerüst, Blumenbeet zertreten. Monteur ruft an.',
  'Will die Erträge mit dem Nachbarn vergleichen, lange erklärt.',
  'Zähler läuft rückwärts? Nein, Anzeige wechselt. Fotos geschickt.',
  'Steuerfrage, gehört zum Steuerberater. Trotzdem eine halbe Stunde.',
  'Bittet um einen anderen Abschlagsplan.',
] as const;

export const wrongNumber = [
  'Falsche Nummer, eine ältere Dame aus einer anderen Stadt. Entschuldigt.',
  'Nummer gehört inzwischen jemand anderem.',
  'Kein Anschluss unter dieser Nummer.',
  'Verwählt laut Ansage, Zahlendreher im Formular?',
] as const;
export const objected = [
  '„Rufen Sie hier nie wieder an.“ Eingetragen, entschuldigt.',
  'Will keine Anrufe mehr. Widerspruch festgehalten.',
  'Verbittet sich Werbung am Telefon, hat das Formular angeblich nicht ausgefüllt. Gesperrt.',
  'Sehr verärgert. Aus dem Verteiler und vom Telefon genommen.',
] as const;

export const incoming = [
  'Ruft wegen unseres Briefs an. Dach {dach}, {kwh} kWh. Möchte beraten werden und ist mit Anrufen einverstanden.',
  'Meldet sich von sich aus, Bekannte in {ort} hat uns empfohlen. Fragt nach Preisen.',
  'Kam über den QR-Code auf dem Brief und hat dann doch lieber angerufen. Darf zurückgerufen werden.',
  'Ruft an: Zähler wird getauscht, ob man dann gleich PV machen kann. Guter Zeitpunkt.',
  'Hatte uns an der Tür weggeschickt, „das war damals kein guter Tag“. Jetzt interessiert.',
] as const;
export const incomingByNeighbour = [
  'Nachbarn in {ort} sind Kunden bei uns und zufrieden. Will dasselbe und darf zurückgerufen werden.',
  'Auf Empfehlung der Schwester. Dach {dach}, {kwh} kWh. Bittet um Beratung am Telefon.',
  'Hat die Anlage beim Kollegen gesehen und sich unsere Nummer geben lassen. Fragt nach Preisen, Rückruf ist recht.',
] as const;

/** What one adds when there is a second left. */
export const asides = [
  '{kwh} kWh laut Rechnung.',
  'Heizt mit: {heizung}.',
  'Am besten vormittags.',
  'Nach 18 Uhr erreicht man sie am sichersten.',
  'Im Hintergrund bellt der Hund, der heißt Bruno.',
  'War schon bei uns an der Tür bekannt.',
  'Enkel war am Apparat und hat weitergegeben.',
  'Bitte siezen, legt Wert darauf.',
  'Hört schlecht, langsam sprechen.',
  'Liest die HNA und hat den Artikel über Speicher gesehen.',
  'Schwägerin in {ort} hat auch gefragt.',
  'Mag keine Floskeln.',
  'Zahlen lieber per Mail als am Telefon.',
  'Hat einen Kollegen mit Anlage, kennt die Erträge.',
  'Fährt nächste Woche weg, danach wieder da.',
  'Rechnet alles in Excel nach.',
  'Fragt jedes Mal nach dem Wechselrichter.',
  'Schichtdienst, Zeiten wechseln.',
  'Dach {dach}.',
  'Will auf keinen Fall einen Vertreter im Haus.',
  'Sehr herzlich.',
  'Hat schon zwei andere Angebote in der Schublade.',
  'Keller ist feucht, Speicher in die Garage.',
  'Eile hat er keine.',
] as const;

export const accepted = [
  'Sagt zu! Auftrag geht heute raus.',
  'Mündlich zugesagt, will Freitag unterschreiben.',
  '„Machen wir.“ Auftrag schicken.',
  'Beide einverstanden. Unterschrift nach dem Wochenende.',
  'Hat nachgerechnet und will es jetzt haben. Bitte schnell schicken.',
  'Zusage, wenn der Preis bis Monatsende hält. Hab ich bestätigt.',
] as const;
export const wantsOther = [
  'Angebot gefällt, will es aber anders gerechnet haben.',
  'Speicher eine Nummer kleiner, dann ja.',
  'Möchte die Module auf der Garage noch mit drin haben.',
  'Ohne Wallbox bitte, die zahlt der Arbeitgeber.',
] as const;
export const declined = [
  'Hat sich für ein anderes Angebot entschieden, war aber fair und hat angerufen.',
  'Am Ende doch zu viel Geld auf einmal.',
  'Frau ist dagegen, damit ist es erledigt.',
  'Will jetzt erst das Dach machen und in zwei Jahren neu denken.',
  'Bank spielt nicht mit.',
  'Kommt nicht zustande. „Liegt nicht an Ihnen.“',
] as const;
