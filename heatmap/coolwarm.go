package heatmap

// coolWarm has 257 colours of 6 hexadecimal digits, from blue over a light gray
// in the middle to red: the diverging map of K. Moreland, "Diverging Color Maps
// for Scientific Visualization", International Symposium on Visual Computing
// 2009, pp. 92-103, doi 10.1007/978-3-642-10520-3_9, which the tests compute by
// his formulas. A table has the same last digits on every processor.
const coolWarm = "" +
	"3b4cc03c4ec23d4fc33e51c54053c64155c84256c94358cb445acc455cce475dcf485fd1" +
	"4961d24a62d34b64d54d66d64e68d74f69d9506bda516ddb536edc5470de5572df5673e0" +
	"5875e15976e25a78e35b7ae55d7be65e7de75f7fe86180e96282ea6383eb6485ec6687ed" +
	"6788ee688aee6a8bef6b8df06c8ef16e90f26f91f37093f37294f47396f57497f67699f6" +
	"779af7799bf77a9df87b9ef97da0f97ea1fa7fa3fa81a4fb82a5fb83a7fb85a8fc86a9fc" +
	"88abfd89acfd8aadfd8caefe8db0fe8eb1fe90b2fe91b3fe93b4ff94b6ff95b7ff97b8ff" +
	"98b9ff99baff9bbbff9cbcff9ebeff9fbfffa0c0ffa2c1ffa3c2ffa4c3fea6c4fea7c5fe" +
	"a8c6feaac6fdabc7fdacc8fdaec9fdafcafcb0cbfcb2ccfbb3ccfbb4cdfbb6cefab7cffa" +
	"b8d0f9b9d0f8bbd1f8bcd2f7bdd2f7bed3f6c0d4f5c1d4f5c2d5f4c3d5f3c5d6f3c6d6f2" +
	"c7d7f1c8d7f0c9d8efcbd8eeccd9eecdd9edced9eccfdaebd0daead1dbe9d2dbe8d3dbe7" +
	"d5dbe6d6dce5d7dce4d8dce3d9dce1dadce0dbdcdfdcdddedddddddedcdbdfdcdae0dbd8" +
	"e1dbd7e2dad6e3dad4e4d9d3e5d8d1e6d8d0e7d7cee8d7cde9d6cbe9d5caead4c9ebd4c7" +
	"ecd3c6ecd2c4edd1c3eed1c1eed0bfefcfbef0cebcf0cdbbf1ccb9f1cbb8f2cab6f2c9b5" +
	"f3c8b3f3c7b2f4c6b0f4c5aef5c4adf5c3abf5c2aaf6c1a8f6c0a7f6bfa5f6bea4f7bca2" +
	"f7bba0f7ba9ff7b99df7b89cf7b69af7b598f7b497f7b295f7b194f7b092f7ae91f7ad8f" +
	"f7ac8df7aa8cf7a98af7a789f7a687f6a486f6a384f6a183f6a081f59e7ff59d7ef59b7c" +
	"f49a7bf49879f49778f39576f39375f29273f29072f18e70f18d6ff08b6df0896cef886a" +
	"ee8669ee8467ed8266ec8164ec7f63eb7d61ea7b60e9795fe9785de8765ce7745ae67259" +
	"e57057e46e56e46c55e36a53e26852e16750e0654fdf634ede614cdd5f4bdc5c4adb5a48" +
	"d95847d85646d75445d65243d55042d44e41d34b3fd1493ed0473dcf453cce423acc4039" +
	"cb3e38ca3b37c83936c73634c63333c43132c32e31c12b30c0282fbf252ebd222cbc1e2b" +
	"ba1a2ab91629b71128b60b27b40426"
