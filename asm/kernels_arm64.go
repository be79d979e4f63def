//go:build !purego

package asm

import "github.com/klauspost/cpuid/v2"

// detect finds NEON, which every arm64 processor has.
func detect() []impl {
	if cpuid.CPU.Supports(cpuid.ASIMD) {
		return []impl{neon}
	}
	return nil
}

// There is one implementation: no switches.

func centre(_ impl, a *centreArgs) { _centre_neon(a) }

func sumDiff(_ impl, a *sumDiffArgs)           { _sum_diff_neon(a) }
func products(_ impl, a *productsArgs)         { _products_neon(a) }
func columnSums(_ impl, a *columnSumsArgs)     { _column_sums_neon(a) }
func contrastLoss(_ impl, a *contrastLossArgs) { _contrast_loss_neon(a) }
func subRow(_ impl, a *subRowArgs)             { _sub_row_neon(a) }
func dots(_ impl, a *dotsArgs)                 { _dots_neon(a) }
func squareForm(_ impl, a *squareFormArgs)     { _square_form_neon(a) }
func information(_ impl, a *informationArgs)   { _information_neon(a) }
func fidelity(_ impl, a *fidelityArgs)         { _fidelity_neon(a) }
func blur(_ impl, a *blurArgs)                 { _blur_neon(a) }

func halve(_ impl, a *halveArgs) { _halve_neon(a) }

func gray8(_ impl, a *gray8Args)         { _gray8_neon(a) }
func gray16(_ impl, a *gray16Args)       { _gray16_neon(a) }
func channel(_ impl, a *channelArgs)     { _channel_neon(a) }
func channelWide(_ impl, a *channelArgs) { _channel_wide_neon(a) }
func rgb8(_ impl, a *rgb8Args)           { _rgb8_neon(a) }
func ycbcr(_ impl, a *ycbcrArgs)         { _ycbcr_neon(a) }
func ycbcrHalf(_ impl, a *ycbcrArgs)     { _ycbcr_half_neon(a) }
func video(_ impl, a *videoArgs)         { _video_neon(a) }
func weigh3(_ impl, a *weigh3Args)       { _weigh3_neon(a) }
func mulDiv(_ impl, a *mulDivArgs)       { _mul_div_neon(a) }
func over(_ impl, a *overArgs)           { _over_neon(a) }

func ssim(_ impl, want ssimWant, a *ssimArgs) {
	switch want {
	case wantS:
		_ssim_neon(a)
	case wantCS:
		_ssim_cs_neon(a)
	case wantBoth:
		_ssim_both_neon(a)
	case wantMaps:
		_ssim_map_neon(a)
	case wantGrad:
		_ssim_grad_neon(a)
	default:
		_ssim_grad_cs_neon(a)
	}
}

func adjoint(_ impl, a *adjointArgs) { _adjoint_neon(a) }

func diffSums(_ impl, a *diffSumsArgs) { _diff_sums_neon(a) }

func absDiff(_ impl, a *pointDiffArgs) { _abs_diff_neon(a) }

func squareDiff(_ impl, a *pointDiffArgs) { _square_diff_neon(a) }
func fir(_ impl, a *firArgs)              { _fir_neon(a) }

func scaleDiff(_ impl, a *gradDiffArgs)    { _scale_diff_neon(a) }
func signDiff(_ impl, a *gradDiffArgs)     { _sign_diff_neon(a) }
func coefCS(_ impl, a *coefArgs)           { _coef_cs_neon(a) }
func combine(_ impl, a *combineArgs)       { _combine_neon(a) }
func spread(_ impl, a *spreadArgs)         { _spread_neon(a) }
func coefL(_ impl, a *coefArgs)            { _coef_l_neon(a) }
func mul(_ impl, a *pointOpArgs)           { _mul_neon(a) }
func add(_ impl, a *pointOpArgs)           { _add_neon(a) }
func mulAdd(_ impl, a *pointOpArgs)        { _mul_add_neon(a) }
func join(_ impl, a *pointOpArgs)          { _join_neon(a) }
func complement(_ impl, a *pointOpArgs)    { _complement_neon(a) }
func addSign(_ impl, a *addSignArgs)       { _add_sign_neon(a) }
func wideFields(_ impl, a *wideFieldsArgs) { _wide_fields_neon(a) }
func wideStats(_ impl, a *wideStatsArgs)   { _wide_stats_neon(a) }
func widen(_ impl, a *widenArgs)           { _widen_neon(a) }
func weigh(_ impl, a *weighArgs)           { _weigh_neon(a) }
func lab(_ impl, a *labArgs)               { _lab_neon(a) }
func deltaE(_ impl, a *deltaEArgs)         { _delta_e_neon(a) }
func slope(_ impl, a *slopeArgs)           { _slope_neon(a) }
func sumRow(_ impl, a *sumRowArgs)         { _sum_row_neon(a) }
func conv(_ impl, a *convArgs)             { _conv_neon(a) }
func convThin(_ impl, a *convThinArgs)     { _conv_thin_neon(a) }
func outer(_ impl, a *outerArgs)           { _outer_neon(a) }
func prelu(_ impl, a *preluArgs)           { _prelu_neon(a) }
func preluBack(_ impl, a *preluArgs)       { _prelu_back_neon(a) }

func addWide(_ impl, a *addWideArgs)               { _add_wide_neon(a) }
func pairSums(_ impl, a *pairSumsArgs)             { _pair_sums_neon(a) }
func boxSum(_ impl, a *boxSumArgs)                 { _box_sum_neon(a) }
func blend(_ impl, a *blendArgs)                   { _blend_neon(a) }
func haar(_ impl, a *haarArgs)                     { _haar_neon(a) }
func maxAbs(_ impl, a *maxAbsArgs)                 { _max_abs_neon(a) }
func dissimilar(_ impl, a *dissimilarArgs)         { _dissimilar_neon(a) }
func logisticLoss(_ impl, a *logisticLossArgs)     { _logistic_loss_neon(a) }
func sum(_ impl, a *sumsArgs)                      { _sum_neon(a) }
func sumSquares(_ impl, a *sumsArgs)               { _sum_squares_neon(a) }
func sumProducts(_ impl, a *sumsArgs)              { _sum_products_neon(a) }
func quads(_ impl, a *quadsArgs)                   { _quads_neon(a) }
func twice(_ impl, a *twiceArgs)                   { _twice_neon(a) }
func dissimilarGrad(_ impl, a *dissimilarGradArgs) { _dissimilar_grad_neon(a) }
func maxAbsGrad(_ impl, a *maxAbsGradArgs)         { _max_abs_grad_neon(a) }
func lostRoot(_ impl, a *lostRootArgs)             { _lost_root_neon(a) }
func sumDistances(_ impl, a *sumsArgs)             { _sum_distances_neon(a) }
func turn(_ impl, a *turnArgs)                     { _turn_neon(a) }
func down(_ impl, a *turnArgs)                     { _down_neon(a) }
func wideTurn(_ impl, a *wideTurnArgs)             { _wide_turn_neon(a) }
func wideDown(_ impl, a *wideTurnArgs)             { _wide_down_neon(a) }
func foldCoefs(_ impl, a *foldCoefsArgs)           { _fold_coefs_neon(a) }
func tileFields(_ impl, a *tileFieldsArgs)         { _tile_fields_neon(a) }
func joinCS(_ impl, a *coefArgs)                   { _join_cs_neon(a) }
func joinL(_ impl, a *coefArgs)                    { _join_l_neon(a) }
func variance(_ impl, a *varianceArgs)             { _variance_neon(a) }

func step2(_ impl, a *stepArgs)                 { _step2_neon(a) }
func step3(_ impl, a *stepArgs)                 { _step3_neon(a) }
func step4(_ impl, a *stepArgs)                 { _step4_neon(a) }
func stepOdd(_ impl, a *stepArgs)               { _step_odd_neon(a) }
func rotatePoints(_ impl, a *rotateArgs)        { _rotate_points_neon(a) }
func weighPoints(_ impl, a *weighPointsArgs)    { _weigh_points_neon(a) }
func flip(_ impl, a *flipArgs)                  { _flip_neon(a) }
func energies(_ impl, a *energyArgs)            { _energies_neon(a) }
func addAbove(_ impl, a *addAboveArgs)          { _add_above_neon(a) }
func similarity(_ impl, a *similarityArgs)      { _similarity_neon(a) }
func timesSimilarity(_ impl, a *similarityArgs) { _times_similarity_neon(a) }
func timesPower(_ impl, a *powerArgs)           { _times_power_neon(a) }
func addWideTimes(_ impl, a *addWideTimesArgs)  { _add_wide_times_neon(a) }
func extremes(_ impl, a *extremesArgs)          { _extremes_neon(a) }
func pool(_ impl, a *poolArgs)                  { _pool_neon(a) }
func addTimes(_ impl, a *addTimesArgs)          { _add_times_neon(a) }
