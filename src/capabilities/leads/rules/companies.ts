const legalForm =
  /(?:^|[\s,(-])(?:g?gmbh|mbh|ges\.?\s?m\.?\s?b\.?\s?h\.?|ug|ag|se|kg|kgaa|ohg|og|gbr|eg|e\.?\s?g\.|e\.\s?v\.?|e\.\s?k\.?|e\.\s?kfr\.|e\.\s?kfm\.|ek|ev|e\.\s?u\.?|partg|partgmbb|mbb|partnerschaft|stiftung|sa|sàrl|sarl|s\.?à\.?\s?r\.?l\.?|sagl|ltd\.?|limited|inc\.?|llc|plc|b\.v\.|bv|n\.v\.|s\.r\.l\.|s\.p\.a\.|spa|srl|sp\. z o\.o\.|a\.s\.|s\.r\.o\.|oy|ab|aps|a\/s|vvag|kdör|aör|haftungsbeschränkt)(?=$|[\s,.)&/])/i;
/** Two letters that are also words or initials count only in capitals or at the end. */
const shortForm = /(?:^|\s)(?:AG|SE|KG|UG|SA|OG|EG|EK|AB|BV|OHG|GbR|SpA|Oy)(?=$|[\s,.)])/;
const longForm =
  /(?:gmbh|mbh|ohg|gbr|kgaa|partg|mbb|sàrl|sarl|sagl|ltd|limited|haftungsbeschr|\be\.\s?k|\be\.\s?v\b|\be\.\s?v\.|\be\.\s?kfr|\be\.\s?kfm|\binc\b|\bllc\b|\bplc\b|\be\.\s?u\.|s\.r\.l|s\.p\.a|sp\. z|s\.r\.o|\ba\.s\.|vvag|\beg$|\be\.\s?g\.|partnerschaft|stiftung)/i;
const trades =
  /(?:^|[\s-])(?:\p{L}*(?:bäckerei|metzgerei|fleischerei|autohaus|werkstatt|kanzlei|praxis|apotheke|hotel|gasthof|gasthaus|pension|restaurant|gaststätte|café|agentur|immobilien|coaching|beratung|consulting|malerbetrieb|dachdecker(?:ei|betrieb)|schreinerei|tischlerei|zimmerei|elektro(?:technik)?|sanitär|haustechnik|gartenbau|steuerbüro|steuerberatung|versicherung(?:en|sbüro|smakler)?|bau(?:unternehmen|geschäft)|spedition|logistik|stadtwerke|sparkasse|volksbank|bank|verlag|druckerei|friseur(?:salon)?|salon|studio|kosmetik|physiotherapie|zahnarztpraxis|ingenieurbüro|architekturbüro|architekten|rechtsanwälte|notariat|kindergarten|kita|schule|gymnasium|universität|klinik|krankenhaus|pflegedienst|verein|verband|gemeinde|stadtverwaltung|landratsamt|energie|solar|wärme|technik|systeme|software|services?|solutions|group|gruppe|holding|media|marketing|design|handel|vertrieb|shop|store|markt|center|zentrum|institut|akademie|fahrschule|reisebüro|optik|weingut|brauerei|hof))(?=$|[\s,.&-])/iu;
const joined = /\s&\s(?:co\b|söhne|sohn|partner|cie|töchter|kollegen|team)|\bgebr(?:\.|üder)\b|\bfa\.\s/i;

/** Does the name say by itself that it is an organisation? Legal form first, then trades and "& Söhne". */
export function isCompanyName(text: string): boolean {
  return hasLegalForm(text) || joined.test(text) || trades.test(text);
}

export function hasLegalForm(text: string): boolean {
  if (longForm.test(text) || shortForm.test(text)) return legalForm.test(text) || shortForm.test(text);
  return false;
}
