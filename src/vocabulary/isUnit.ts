/** Whether the name of a picture is that of a unit, `logits/24`; others are `orange-1` and `circles/photo.jpg`. */
export const isUnit = (picture: string): boolean => /^[A-Za-z][\w.-]*\/\d+$/.test(picture)
