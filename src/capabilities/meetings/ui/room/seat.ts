/** Who one is in a room, for as long as this window is open: whoever loads the page anew comes back to the same place. */
export type Seat = {
  id: string;
  name: string;
  /** In the room, or waiting before it. */
  entered: boolean;
  /** As one came in. */
  sound: boolean;
  camera: boolean;
};

const place = (room: string): string => `klinke.room.${room}`;

export function seatOf(room: string): Seat {
  const fresh = { id: crypto.randomUUID(), name: '', entered: false, sound: true, camera: true };
  try {
    const kept = JSON.parse(sessionStorage.getItem(place(room)) ?? '{}') as Partial<Seat>;
    return { ...fresh, ...kept };
  } catch {
    return fresh;
  }
}

export function keepSeat(room: string, seat: Seat): void {
  try {
    sessionStorage.setItem(place(room), JSON.stringify(seat));
  } catch {
    // Without it a reload asks for the name again.
  }
}
