//go:build purego || (!amd64 && !arm64)

package asm

// detect finds nothing: there is plain Go only.
func detect() []impl { return nil }

const noKernels = "asm: no kernels"

func centre(impl, *centreArgs) { panic(noKernels) }

func sumDiff(impl, *sumDiffArgs)           { panic(noKernels) }
func products(impl, *productsArgs)         { panic(noKernels) }
func columnSums(impl, *columnSumsArgs)     { panic(noKernels) }
func contrastLoss(impl, *contrastLossArgs) { panic(noKernels) }
func subRow(impl, *subRowArgs)             { panic(noKernels) }
func dots(impl, *dotsArgs)                 { panic(noKernels) }
func squareForm(impl, *squareFormArgs)     { panic(noKernels) }
func information(impl, *informationArgs)   { panic(noKernels) }
func fidelity(impl, *fidelityArgs)         { panic(noKernels) }
func blur(impl, *blurArgs)                 { panic(noKernels) }

func halve(impl, *halveArgs) { panic(noKernels) }

func gray8(impl, *gray8Args)         { panic(noKernels) }
func gray16(impl, *gray16Args)       { panic(noKernels) }
func channel(impl, *channelArgs)     { panic(noKernels) }
func channelWide(impl, *channelArgs) { panic(noKernels) }
func rgb8(impl, *rgb8Args)           { panic(noKernels) }
func ycbcr(impl, *ycbcrArgs)         { panic(noKernels) }
func ycbcrHalf(impl, *ycbcrArgs)     { panic(noKernels) }
func video(impl, *videoArgs)         { panic(noKernels) }
func weigh3(impl, *weigh3Args)       { panic(noKernels) }
func mulDiv(impl, *mulDivArgs)       { panic(noKernels) }
func over(impl, *overArgs)           { panic(noKernels) }

func ssim(impl, ssimWant, *ssimArgs) { panic(noKernels) }
func adjoint(impl, *adjointArgs)     { panic(noKernels) }

func diffSums(impl, *diffSumsArgs) { panic(noKernels) }

func absDiff(impl, *pointDiffArgs) { panic(noKernels) }

func squareDiff(impl, *pointDiffArgs) { panic(noKernels) }
func fir(impl, *firArgs)              { panic(noKernels) }

func scaleDiff(impl, *gradDiffArgs)    { panic(noKernels) }
func signDiff(impl, *gradDiffArgs)     { panic(noKernels) }
func coefCS(impl, *coefArgs)           { panic(noKernels) }
func combine(impl, *combineArgs)       { panic(noKernels) }
func spread(impl, *spreadArgs)         { panic(noKernels) }
func coefL(impl, *coefArgs)            { panic(noKernels) }
func mul(impl, *pointOpArgs)           { panic(noKernels) }
func add(impl, *pointOpArgs)           { panic(noKernels) }
func mulAdd(impl, *pointOpArgs)        { panic(noKernels) }
func join(impl, *pointOpArgs)          { panic(noKernels) }
func complement(impl, *pointOpArgs)    { panic(noKernels) }
func addSign(impl, *addSignArgs)       { panic(noKernels) }
func wideFields(impl, *wideFieldsArgs) { panic(noKernels) }
func wideStats(impl, *wideStatsArgs)   { panic(noKernels) }
func widen(impl, *widenArgs)           { panic(noKernels) }
func weigh(impl, *weighArgs)           { panic(noKernels) }
func lab(impl, *labArgs)               { panic(noKernels) }
func deltaE(impl, *deltaEArgs)         { panic(noKernels) }
func slope(impl, *slopeArgs)           { panic(noKernels) }
func sumRow(impl, *sumRowArgs)         { panic(noKernels) }
func conv(impl, *convArgs)             { panic(noKernels) }
func convThin(impl, *convThinArgs)     { panic(noKernels) }
func outer(impl, *outerArgs)           { panic(noKernels) }
func prelu(impl, *preluArgs)           { panic(noKernels) }
func preluBack(impl, *preluArgs)       { panic(noKernels) }

func addWide(impl, *addWideArgs)               { panic(noKernels) }
func pairSums(impl, *pairSumsArgs)             { panic(noKernels) }
func boxSum(impl, *boxSumArgs)                 { panic(noKernels) }
func blend(impl, *blendArgs)                   { panic(noKernels) }
func haar(impl, *haarArgs)                     { panic(noKernels) }
func maxAbs(impl, *maxAbsArgs)                 { panic(noKernels) }
func dissimilar(impl, *dissimilarArgs)         { panic(noKernels) }
func logisticLoss(impl, *logisticLossArgs)     { panic(noKernels) }
func sum(impl, *sumsArgs)                      { panic(noKernels) }
func sumSquares(impl, *sumsArgs)               { panic(noKernels) }
func sumProducts(impl, *sumsArgs)              { panic(noKernels) }
func quads(impl, *quadsArgs)                   { panic(noKernels) }
func twice(impl, *twiceArgs)                   { panic(noKernels) }
func dissimilarGrad(impl, *dissimilarGradArgs) { panic(noKernels) }
func maxAbsGrad(impl, *maxAbsGradArgs)         { panic(noKernels) }
func lostRoot(impl, *lostRootArgs)             { panic(noKernels) }
func sumDistances(impl, *sumsArgs)             { panic(noKernels) }
func turn(impl, *turnArgs)                     { panic(noKernels) }
func down(impl, *turnArgs)                     { panic(noKernels) }
func wideTurn(impl, *wideTurnArgs)             { panic(noKernels) }
func wideDown(impl, *wideTurnArgs)             { panic(noKernels) }
func foldCoefs(impl, *foldCoefsArgs)           { panic(noKernels) }
func tileFields(impl, *tileFieldsArgs)         { panic(noKernels) }
func joinCS(impl, *coefArgs)                   { panic(noKernels) }
func joinL(impl, *coefArgs)                    { panic(noKernels) }
func variance(impl, *varianceArgs)             { panic(noKernels) }

func step2(impl, *stepArgs)                 { panic(noKernels) }
func step3(impl, *stepArgs)                 { panic(noKernels) }
func step4(impl, *stepArgs)                 { panic(noKernels) }
func stepOdd(impl, *stepArgs)               { panic(noKernels) }
func rotatePoints(impl, *rotateArgs)        { panic(noKernels) }
func weighPoints(impl, *weighPointsArgs)    { panic(noKernels) }
func flip(impl, *flipArgs)                  { panic(noKernels) }
func energies(impl, *energyArgs)            { panic(noKernels) }
func addAbove(impl, *addAboveArgs)          { panic(noKernels) }
func similarity(impl, *similarityArgs)      { panic(noKernels) }
func timesSimilarity(impl, *similarityArgs) { panic(noKernels) }
func timesPower(impl, *powerArgs)           { panic(noKernels) }
func addWideTimes(impl, *addWideTimesArgs)  { panic(noKernels) }
func extremes(impl, *extremesArgs)          { panic(noKernels) }
func pool(impl, *poolArgs)                  { panic(noKernels) }
func addTimes(impl, *addTimesArgs)          { panic(noKernels) }
