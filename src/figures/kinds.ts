/** Every figure kind an article may use without importing it, by element name. */
export default {}
