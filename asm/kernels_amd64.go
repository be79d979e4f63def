//go:build !purego

package asm

import "github.com/klauspost/cpuid/v2"

// detect asks for exactly what the kernels were compiled for. (cpuid says no
// where the system does not save the registers.)
func detect() (all []impl) {
	c := &cpuid.CPU
	if c.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512DQ, cpuid.AVX512VL, cpuid.FMA3) {
		all = append(all, avx512)
	}
	if c.Supports(cpuid.AVX2, cpuid.FMA3) {
		all = append(all, avx2)
	}
	return all
}

// The switches: direct calls, so that arguments stay on the stack. im is not
// generic.

func centre(im impl, a *centreArgs) {
	if im == avx512 {
		_centre_avx512(a)
		return
	}
	_centre_avx2(a)
}

func sumDiff(im impl, a *sumDiffArgs) {
	if im == avx512 {
		_sum_diff_avx512(a)
		return
	}
	_sum_diff_avx2(a)
}

func products(im impl, a *productsArgs) {
	if im == avx512 {
		_products_avx512(a)
		return
	}
	_products_avx2(a)
}

func columnSums(im impl, a *columnSumsArgs) {
	if im == avx512 {
		_column_sums_avx512(a)
		return
	}
	_column_sums_avx2(a)
}

func contrastLoss(im impl, a *contrastLossArgs) {
	if im == avx512 {
		_contrast_loss_avx512(a)
		return
	}
	_contrast_loss_avx2(a)
}

func subRow(im impl, a *subRowArgs) {
	if im == avx512 {
		_sub_row_avx512(a)
		return
	}
	_sub_row_avx2(a)
}

func dots(im impl, a *dotsArgs) {
	if im == avx512 {
		_dots_avx512(a)
		return
	}
	_dots_avx2(a)
}

func squareForm(im impl, a *squareFormArgs) {
	if im == avx512 {
		_square_form_avx512(a)
		return
	}
	_square_form_avx2(a)
}

func information(im impl, a *informationArgs) {
	if im == avx512 {
		_information_avx512(a)
		return
	}
	_information_avx2(a)
}

func fidelity(im impl, a *fidelityArgs) {
	if im == avx512 {
		_fidelity_avx512(a)
		return
	}
	_fidelity_avx2(a)
}

func blur(im impl, a *blurArgs) {
	if im == avx512 {
		_blur_avx512(a)
		return
	}
	_blur_avx2(a)
}

func halve(im impl, a *halveArgs) {
	if im == avx512 {
		_halve_avx512(a)
		return
	}
	_halve_avx2(a)
}

func gray8(im impl, a *gray8Args) {
	if im == avx512 {
		_gray8_avx512(a)
		return
	}
	_gray8_avx2(a)
}

func gray16(im impl, a *gray16Args) {
	if im == avx512 {
		_gray16_avx512(a)
		return
	}
	_gray16_avx2(a)
}

func channel(im impl, a *channelArgs) {
	if im == avx512 {
		_channel_avx512(a)
		return
	}
	_channel_avx2(a)
}

func channelWide(im impl, a *channelArgs) {
	if im == avx512 {
		_channel_wide_avx512(a)
		return
	}
	_channel_wide_avx2(a)
}

func rgb8(im impl, a *rgb8Args) {
	if im == avx512 {
		_rgb8_avx512(a)
		return
	}
	_rgb8_avx2(a)
}

func ycbcr(im impl, a *ycbcrArgs) {
	if im == avx512 {
		_ycbcr_avx512(a)
		return
	}
	_ycbcr_avx2(a)
}

func ycbcrHalf(im impl, a *ycbcrArgs) {
	if im == avx512 {
		_ycbcr_half_avx512(a)
		return
	}
	_ycbcr_half_avx2(a)
}

func video(im impl, a *videoArgs) {
	if im == avx512 {
		_video_avx512(a)
		return
	}
	_video_avx2(a)
}

func weigh3(im impl, a *weigh3Args) {
	if im == avx512 {
		_weigh3_avx512(a)
		return
	}
	_weigh3_avx2(a)
}

func mulDiv(im impl, a *mulDivArgs) {
	if im == avx512 {
		_mul_div_avx512(a)
		return
	}
	_mul_div_avx2(a)
}

func over(im impl, a *overArgs) {
	if im == avx512 {
		_over_avx512(a)
		return
	}
	_over_avx2(a)
}

func ssim(im impl, want ssimWant, a *ssimArgs) {
	switch {
	case im == avx512 && want == wantS:
		_ssim_avx512(a)
	case im == avx512 && want == wantCS:
		_ssim_cs_avx512(a)
	case im == avx512 && want == wantBoth:
		_ssim_both_avx512(a)
	case im == avx512 && want == wantMaps:
		_ssim_map_avx512(a)
	case im == avx512 && want == wantGrad:
		_ssim_grad_avx512(a)
	case im == avx512:
		_ssim_grad_cs_avx512(a)
	case want == wantS:
		_ssim_avx2(a)
	case want == wantCS:
		_ssim_cs_avx2(a)
	case want == wantBoth:
		_ssim_both_avx2(a)
	case want == wantMaps:
		_ssim_map_avx2(a)
	case want == wantGrad:
		_ssim_grad_avx2(a)
	default:
		_ssim_grad_cs_avx2(a)
	}
}

func adjoint(im impl, a *adjointArgs) {
	if im == avx512 {
		_adjoint_avx512(a)
		return
	}
	_adjoint_avx2(a)
}

func diffSums(im impl, a *diffSumsArgs) {
	if im == avx512 {
		_diff_sums_avx512(a)
		return
	}
	_diff_sums_avx2(a)
}

func absDiff(im impl, a *pointDiffArgs) {
	if im == avx512 {
		_abs_diff_avx512(a)
		return
	}
	_abs_diff_avx2(a)
}

func squareDiff(im impl, a *pointDiffArgs) {
	if im == avx512 {
		_square_diff_avx512(a)
		return
	}
	_square_diff_avx2(a)
}

func fir(im impl, a *firArgs) {
	if im == avx512 {
		_fir_avx512(a)
		return
	}
	_fir_avx2(a)
}

func scaleDiff(im impl, a *gradDiffArgs) {
	if im == avx512 {
		_scale_diff_avx512(a)
		return
	}
	_scale_diff_avx2(a)
}

func signDiff(im impl, a *gradDiffArgs) {
	if im == avx512 {
		_sign_diff_avx512(a)
		return
	}
	_sign_diff_avx2(a)
}

func coefCS(im impl, a *coefArgs) {
	if im == avx512 {
		_coef_cs_avx512(a)
		return
	}
	_coef_cs_avx2(a)
}

func combine(im impl, a *combineArgs) {
	if im == avx512 {
		_combine_avx512(a)
		return
	}
	_combine_avx2(a)
}

func spread(im impl, a *spreadArgs) {
	if im == avx512 {
		_spread_avx512(a)
		return
	}
	_spread_avx2(a)
}

func coefL(im impl, a *coefArgs) {
	if im == avx512 {
		_coef_l_avx512(a)
		return
	}
	_coef_l_avx2(a)
}

func mul(im impl, a *pointOpArgs) {
	if im == avx512 {
		_mul_avx512(a)
		return
	}
	_mul_avx2(a)
}

func add(im impl, a *pointOpArgs) {
	if im == avx512 {
		_add_avx512(a)
		return
	}
	_add_avx2(a)
}

func mulAdd(im impl, a *pointOpArgs) {
	if im == avx512 {
		_mul_add_avx512(a)
		return
	}
	_mul_add_avx2(a)
}

func join(im impl, a *pointOpArgs) {
	if im == avx512 {
		_join_avx512(a)
		return
	}
	_join_avx2(a)
}

func complement(im impl, a *pointOpArgs) {
	if im == avx512 {
		_complement_avx512(a)
		return
	}
	_complement_avx2(a)
}

func addSign(im impl, a *addSignArgs) {
	if im == avx512 {
		_add_sign_avx512(a)
		return
	}
	_add_sign_avx2(a)
}

func wideFields(im impl, a *wideFieldsArgs) {
	if im == avx512 {
		_wide_fields_avx512(a)
		return
	}
	_wide_fields_avx2(a)
}

func wideStats(im impl, a *wideStatsArgs) {
	if im == avx512 {
		_wide_stats_avx512(a)
		return
	}
	_wide_stats_avx2(a)
}

func turn(im impl, a *turnArgs) {
	if im == avx512 {
		_turn_avx512(a)
		return
	}
	_turn_avx2(a)
}

func down(im impl, a *turnArgs) {
	if im == avx512 {
		_down_avx512(a)
		return
	}
	_down_avx2(a)
}

func wideTurn(im impl, a *wideTurnArgs) {
	if im == avx512 {
		_wide_turn_avx512(a)
		return
	}
	_wide_turn_avx2(a)
}

func wideDown(im impl, a *wideTurnArgs) {
	if im == avx512 {
		_wide_down_avx512(a)
		return
	}
	_wide_down_avx2(a)
}

func weigh(im impl, a *weighArgs) {
	if im == avx512 {
		_weigh_avx512(a)
		return
	}
	_weigh_avx2(a)
}

func tileFields(im impl, a *tileFieldsArgs) {
	if im == avx512 {
		_tile_fields_avx512(a)
		return
	}
	_tile_fields_avx2(a)
}

func joinCS(im impl, a *coefArgs) {
	if im == avx512 {
		_join_cs_avx512(a)
		return
	}
	_join_cs_avx2(a)
}

func joinL(im impl, a *coefArgs) {
	if im == avx512 {
		_join_l_avx512(a)
		return
	}
	_join_l_avx2(a)
}

func widen(im impl, a *widenArgs) {
	if im == avx512 {
		_widen_avx512(a)
		return
	}
	_widen_avx2(a)
}

func foldCoefs(im impl, a *foldCoefsArgs) {
	if im == avx512 {
		_fold_coefs_avx512(a)
		return
	}
	_fold_coefs_avx2(a)
}

func lab(im impl, a *labArgs) {
	if im == avx512 {
		_lab_avx512(a)
		return
	}
	_lab_avx2(a)
}

func deltaE(im impl, a *deltaEArgs) {
	if im == avx512 {
		_delta_e_avx512(a)
		return
	}
	_delta_e_avx2(a)
}

func slope(im impl, a *slopeArgs) {
	if im == avx512 {
		_slope_avx512(a)
		return
	}
	_slope_avx2(a)
}

func sumRow(im impl, a *sumRowArgs) {
	if im == avx512 {
		_sum_row_avx512(a)
		return
	}
	_sum_row_avx2(a)
}

func conv(im impl, a *convArgs) {
	if im == avx512 {
		_conv_avx512(a)
		return
	}
	_conv_avx2(a)
}

func convThin(im impl, a *convThinArgs) {
	if im == avx512 {
		_conv_thin_avx512(a)
		return
	}
	_conv_thin_avx2(a)
}

func outer(im impl, a *outerArgs) {
	if im == avx512 {
		_outer_avx512(a)
		return
	}
	_outer_avx2(a)
}

func prelu(im impl, a *preluArgs) {
	if im == avx512 {
		_prelu_avx512(a)
		return
	}
	_prelu_avx2(a)
}

func preluBack(im impl, a *preluArgs) {
	if im == avx512 {
		_prelu_back_avx512(a)
		return
	}
	_prelu_back_avx2(a)
}

func addWide(im impl, a *addWideArgs) {
	if im == avx512 {
		_add_wide_avx512(a)
		return
	}
	_add_wide_avx2(a)
}

func pairSums(im impl, a *pairSumsArgs) {
	if im == avx512 {
		_pair_sums_avx512(a)
		return
	}
	_pair_sums_avx2(a)
}

func boxSum(im impl, a *boxSumArgs) {
	if im == avx512 {
		_box_sum_avx512(a)
		return
	}
	_box_sum_avx2(a)
}

func blend(im impl, a *blendArgs) {
	if im == avx512 {
		_blend_avx512(a)
		return
	}
	_blend_avx2(a)
}

func haar(im impl, a *haarArgs) {
	if im == avx512 {
		_haar_avx512(a)
		return
	}
	_haar_avx2(a)
}

func maxAbs(im impl, a *maxAbsArgs) {
	if im == avx512 {
		_max_abs_avx512(a)
		return
	}
	_max_abs_avx2(a)
}

func dissimilar(im impl, a *dissimilarArgs) {
	if im == avx512 {
		_dissimilar_avx512(a)
		return
	}
	_dissimilar_avx2(a)
}

func logisticLoss(im impl, a *logisticLossArgs) {
	if im == avx512 {
		_logistic_loss_avx512(a)
		return
	}
	_logistic_loss_avx2(a)
}

func sum(im impl, a *sumsArgs) {
	if im == avx512 {
		_sum_avx512(a)
		return
	}
	_sum_avx2(a)
}

func sumSquares(im impl, a *sumsArgs) {
	if im == avx512 {
		_sum_squares_avx512(a)
		return
	}
	_sum_squares_avx2(a)
}

func sumProducts(im impl, a *sumsArgs) {
	if im == avx512 {
		_sum_products_avx512(a)
		return
	}
	_sum_products_avx2(a)
}

func quads(im impl, a *quadsArgs) {
	if im == avx512 {
		_quads_avx512(a)
		return
	}
	_quads_avx2(a)
}

func twice(im impl, a *twiceArgs) {
	if im == avx512 {
		_twice_avx512(a)
		return
	}
	_twice_avx2(a)
}

func dissimilarGrad(im impl, a *dissimilarGradArgs) {
	if im == avx512 {
		_dissimilar_grad_avx512(a)
		return
	}
	_dissimilar_grad_avx2(a)
}

func maxAbsGrad(im impl, a *maxAbsGradArgs) {
	if im == avx512 {
		_max_abs_grad_avx512(a)
		return
	}
	_max_abs_grad_avx2(a)
}

func lostRoot(im impl, a *lostRootArgs) {
	if im == avx512 {
		_lost_root_avx512(a)
		return
	}
	_lost_root_avx2(a)
}

func sumDistances(im impl, a *sumsArgs) {
	if im == avx512 {
		_sum_distances_avx512(a)
		return
	}
	_sum_distances_avx2(a)
}

func variance(im impl, a *varianceArgs) {
	if im == avx512 {
		_variance_avx512(a)
		return
	}
	_variance_avx2(a)
}

func step2(im impl, a *stepArgs) {
	if im == avx512 {
		_step2_avx512(a)
		return
	}
	_step2_avx2(a)
}

func step3(im impl, a *stepArgs) {
	if im == avx512 {
		_step3_avx512(a)
		return
	}
	_step3_avx2(a)
}

func step4(im impl, a *stepArgs) {
	if im == avx512 {
		_step4_avx512(a)
		return
	}
	_step4_avx2(a)
}

func stepOdd(im impl, a *stepArgs) {
	if im == avx512 {
		_step_odd_avx512(a)
		return
	}
	_step_odd_avx2(a)
}

func rotatePoints(im impl, a *rotateArgs) {
	if im == avx512 {
		_rotate_points_avx512(a)
		return
	}
	_rotate_points_avx2(a)
}

func weighPoints(im impl, a *weighPointsArgs) {
	if im == avx512 {
		_weigh_points_avx512(a)
		return
	}
	_weigh_points_avx2(a)
}

func flip(im impl, a *flipArgs) {
	if im == avx512 {
		_flip_avx512(a)
		return
	}
	_flip_avx2(a)
}

func energies(im impl, a *energyArgs) {
	if im == avx512 {
		_energies_avx512(a)
		return
	}
	_energies_avx2(a)
}

func addAbove(im impl, a *addAboveArgs) {
	if im == avx512 {
		_add_above_avx512(a)
		return
	}
	_add_above_avx2(a)
}

func similarity(im impl, a *similarityArgs) {
	if im == avx512 {
		_similarity_avx512(a)
		return
	}
	_similarity_avx2(a)
}

func timesSimilarity(im impl, a *similarityArgs) {
	if im == avx512 {
		_times_similarity_avx512(a)
		return
	}
	_times_similarity_avx2(a)
}

func timesPower(im impl, a *powerArgs) {
	if im == avx512 {
		_times_power_avx512(a)
		return
	}
	_times_power_avx2(a)
}

func addWideTimes(im impl, a *addWideTimesArgs) {
	if im == avx512 {
		_add_wide_times_avx512(a)
		return
	}
	_add_wide_times_avx2(a)
}

func extremes(im impl, a *extremesArgs) {
	if im == avx512 {
		_extremes_avx512(a)
		return
	}
	_extremes_avx2(a)
}

func pool(im impl, a *poolArgs) {
	if im == avx512 {
		_pool_avx512(a)
		return
	}
	_pool_avx2(a)
}

func addTimes(im impl, a *addTimesArgs) {
	if im == avx512 {
		_add_times_avx512(a)
		return
	}
	_add_times_avx2(a)
}
