package main

// pythons are the packages of Python. scikit-image and piq have one thread here.
func pythons(script, python string) []*contestant {
	argv := func(peer string) []string { return []string{python, script, peer} }
	return []*contestant{
		{name: "scikit-image float64", argv: argv("skimage64"), calls: 1, limits: skimage64},
		{name: skimage32Name, argv: argv("skimage32"), calls: 1, limits: skimage32},
		{name: msssimName, argv: argv("pytorch-msssim"), parallel: true, calls: 1, limits: msssim},
		{name: torchName, argv: argv("torch"), calls: 1, limits: torch},
		{name: networkName, argv: argv("network"), parallel: true, calls: 1, limits: torchNetwork},
		{name: piqName, argv: argv("piq"), calls: 1, limits: piq},
	}
}
