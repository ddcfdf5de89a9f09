package gazetteer

import "math"

// Distance returns the kilometres between two points along a great circle.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371.0, math.Pi / 180
	a := math.Sin((lat2 - lat1) * degree / 2)
	b := math.Sin((lon2 - lon1) * degree / 2)
	h := a*a + math.Cos(lat1*degree)*math.Cos(lat2*degree)*b*b
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Towards returns the point that lies so many kilometres from another, along the
// great circle that leaves it at a bearing: degrees from north, by east.
func Towards(lat, lon, bearing, km float64) (lat2, lon2 float64) {
	const radius, degree = 6371.0, math.Pi / 180
	d := km / radius
	sin := math.Sin(lat*degree)*math.Cos(d) + math.Cos(lat*degree)*math.Sin(d)*math.Cos(bearing*degree)
	y := math.Sin(bearing*degree) * math.Sin(d) * math.Cos(lat*degree)
	x := math.Cos(d) - math.Sin(lat*degree)*sin
	return math.Asin(math.Max(-1, math.Min(1, sin))) / degree, math.Remainder(lon+math.Atan2(y, x)/degree, 360)
}
