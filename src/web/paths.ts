/** Where records live, for links from one capability's screens to another's. */
export const pathTo = {
  today: () => '/heute',
  contacts: () => '/menschen',
  contact: (id: string) => `/menschen/${id}`,
  companies: () => '/firmen',
  company: (id: string) => `/firmen/${id}`,
  deals: () => '/abschluesse',
  deal: (id: string) => `/abschluesse/${id}`,
  meetings: () => '/termine',
  /** Of a video meeting, for us. */
  room: (meetingId: string) => `/termine/${meetingId}/raum`,
  consent: () => '/einwilligungen',
  calls: () => '/gespraeche',
  dialer: () => '/telefonliste',
  audiences: () => '/zielgruppen',
  avatar: (id: string) => `/zielgruppen/avatare/${id}`,
  customerValues: () => '/kundenwert',
  forecast: () => '/prognose',
  reach: () => '/erreichbarkeit',
  teamMeetings: () => '/teamrunde',
  /** Its room by video. */
  teamRoom: () => '/teamrunde/raum',
  teamMeeting: (id: string) => `/teamrunde/${id}`,
  imports: () => '/importe',
  newImport: () => '/importe/neu',
  import: (id: string) => `/importe/${id}`,
  settings: (page: string) => `/einstellungen/${page}`,
};
