export type PlaceTables = { place: PlaceRow; exhibit: ExhibitRow; exhibitPicture: ExhibitPictureRow };

/** A showroom of ours. */
export type PlaceRow = {
  workspaceId: string;
  id: string;
  name: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  /** When it is open, in words. */
  opening: string | null;
  /** So many visitors at one time. */
  capacity: number;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  version: number;
};

/** What there is to see at a place. */
export type ExhibitRow = {
  workspaceId: string;
  id: string;
  placeId: string;
  position: number;
  name: string;
  line: string | null;
  pictureId: string | null;
  /** What is on it, for whoever does not see it. */
  pictureAlt: string | null;
};

/** Of the file with the same id. */
export type ExhibitPictureRow = { workspaceId: string; id: string; width: number; height: number };
