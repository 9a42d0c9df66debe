'use client'
// The review, whose script follows that of the page: the server has drawn it whole, so it can be read, and its forms sent, before.
import dynamic from 'next/dynamic'

export const LazyReview = dynamic(() => import('./live-review').then(({ LiveReview }) => LiveReview))
