/** Stands where a person's id does for what the server itself did: imported, drafted, put back. */
export const COPYDESK_ID = 'copydesk';
