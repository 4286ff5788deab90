type Address = {
  street?: string | null | undefined;
  houseNumber?: string | null | undefined;
  postalCode?: string | null | undefined;
  city?: string | null | undefined;
};

/** On one line, as proofs keep it. */
export function addressLine(address: Address | undefined): string {
  const { street, houseNumber, postalCode, city } = address ?? {};
  const line = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');
  return [line(street, houseNumber), line(postalCode, city)].filter(Boolean).join(', ');
}
