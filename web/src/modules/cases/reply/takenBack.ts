/// The event by which an answer that was taken back comes into the box again.
export const takenBack = 'vefa:taken-back';
