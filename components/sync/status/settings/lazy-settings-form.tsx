'use client'
// The settings of a sync, whose script follows that of the page: the server has drawn them whole, so they can be sent before.
import dynamic from 'next/dynamic'

export const LazySettingsForm = dynamic(() =>
  import('./settings-form').then(({ SettingsForm }) => SettingsForm),
)
